// The pinned providers and the excerpts of their schemas, in providers/.
import { readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";

/**
 * @typedef {{ name: string, source: string, version: string }} Provider
 * @typedef {Record<string, unknown>} Json
 */

/** @param {string} root the repository @param {string} name */
export const excerptPath = (root, name) =>
	join(root, "providers", `${name}.schema.json`);

/** @param {string} root the repository */
export const versionsPath = (root) => join(root, "providers", "versions.json");

/** @param {string} path */
async function readJson(path) {
	const text = await readFile(path, "utf8");
	try {
		return JSON.parse(text);
	} catch (error) {
		throw new Error(`${path} is not JSON: ${error.message}`);
	}
}

/**
 * The providers of `providers/versions.json`, the only place that pins their versions.
 *
 * @param {string} root
 * @returns {Promise<Provider[]>}
 */
export async function readProviders(root) {
	const versions = await readJson(versionsPath(root));
	return Object.entries(versions).map(([name, { source, version }]) => ({
		name,
		source,
		version,
	}));
}

/** @param {string} root @param {string} name */
export const readExcerpt = (root, name) => readJson(excerptPath(root, name));

/**
 * @param {string} root
 * @param {string} name
 * @param {Json} excerpt
 */
export async function writeExcerpt(root, name, excerpt) {
	const path = excerptPath(root, name);
	await writeFile(`${path}.new`, `${JSON.stringify(excerpt, null, 1)}\n`);
	await rename(`${path}.new`, path);
}

/**
 * The one provider in a schema document.
 *
 * @param {Json} schema as `terraform providers schema -json` prints it
 * @param {string} source namespace and name, e.g. `aliyun/alicloud`
 * @returns {[string, Json]} its address, which begins with a registry, and its schema
 */
export function providerSchema(schema, source) {
	const entry = Object.entries(schema.provider_schemas ?? {}).find(
		([address]) => address === source || address.endsWith(`/${source}`),
	);
	if (entry === undefined) {
		throw new Error(`the schema has no provider ${source}`);
	}
	return entry;
}

const DESCRIPTIONS = new Set(["description", "description_kind"]);

/**
 * Removes descriptions and orders the keys. An attribute that is itself named `description` stays: its value is an
 * object, a description's is a string.
 *
 * @param {unknown} value
 */
function bare(value) {
	if (Array.isArray(value)) {
		return value.map(bare);
	}
	if (value === null || typeof value !== "object") {
		return value;
	}
	return Object.fromEntries(
		Object.entries(value)
			.filter(([key, child]) => {
				return !(DESCRIPTIONS.has(key) && typeof child === "string");
			})
			.sort(([a], [b]) => (a < b ? -1 : 1))
			.map(([key, child]) => [key, bare(child)]),
	);
}

/**
 * Reduces a complete schema to the resource and data source types that an excerpt has.
 *
 * @param {Json} schema the complete schema
 * @param {Json} excerpt the present excerpt
 * @param {string} source
 */
export function reduceSchema(schema, excerpt, source) {
	const [address, complete] = providerSchema(schema, source);
	const [, present] = providerSchema(excerpt, source);
	/** @param {"resource_schemas" | "data_source_schemas"} kind */
	const pick = (kind) =>
		Object.fromEntries(
			Object.keys(present[kind] ?? {}).map((type) => {
				const found = complete[kind]?.[type];
				if (found === undefined) {
					throw new Error(`${source} has no ${type} any more`);
				}
				return [type, found];
			}),
		);
	return bare({
		format_version: schema.format_version,
		provider_schemas: {
			[address]: {
				provider: complete.provider,
				resource_schemas: pick("resource_schemas"),
				data_source_schemas: pick("data_source_schemas"),
			},
		},
	});
}
