// Generates typed bindings of the cloud providers from the schema excerpts in providers/ into .gen/providers/.
// Offline, without terraform. `--if-stale`: only when .gen is missing or does not match what it is made from.
import { createHash } from "node:crypto";
import { realpathSync } from "node:fs";
import {
	mkdir,
	mkdtemp,
	readdir,
	readFile,
	rename,
	rm,
	writeFile,
} from "node:fs/promises";
import Module, { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { performance } from "node:perf_hooks";
import { fileURLToPath } from "node:url";
import {
	excerptPath,
	providerSchema,
	readExcerpt,
	readProviders,
	versionsPath,
} from "./schemas.mjs";

const SELF = fileURLToPath(import.meta.url);
const ROOT = dirname(dirname(SELF));
const STAMP = "stamp";
const SWAP_ATTEMPTS = 10;

/** @param {string} root */
const outputOf = (root) => join(root, ".gen", "providers");

/**
 * A digest of everything that decides the bindings: versions, excerpts, the generator and this script.
 *
 * @param {string} root
 */
async function fingerprint(root) {
	const require = createRequire(import.meta.url);
	const providers = await readProviders(root);
	const sources = [
		SELF,
		require.resolve("@cdktf/provider-generator/package.json"),
		versionsPath(root),
		...providers.map(({ name }) => excerptPath(root, name)),
	];
	const hash = createHash("sha256");
	for (const content of await Promise.all(sources.map((it) => readFile(it)))) {
		hash.update(`${content.length}\n`).update(content);
	}
	return hash.digest("hex");
}

/** @param {string} root @param {string} wanted */
async function isFresh(root, wanted) {
	try {
		return (await readFile(join(outputOf(root), STAMP), "utf8")) === wanted;
	} catch {
		return false;
	}
}

/**
 * Loads the generator without a part of it that is of no use here: on loading, it runs `terraform version` for its
 * error reports, prints what terraform warns about, and reports a failure over the network.
 */
function loadGenerator() {
	const require = createRequire(import.meta.url);
	const inGenerator = createRequire(
		require.resolve("@cdktf/provider-generator"),
	);
	const path = inGenerator.resolve("@cdktf/commons/src/terraform.js");
	const stub = new Module(path);
	stub.exports = {
		terraformBinaryName: "terraform",
		terraformVersion: Promise.resolve("unknown"),
	};
	stub.loaded = true;
	require.cache[path] ??= stub;
	return {
		...require("@cdktf/provider-generator"),
		...inGenerator("@cdktf/commons"),
	};
}

/** @param {string} root @param {string} directory where `providers/` is made */
async function generate(root, directory) {
	const {
		CodeMaker,
		ConstructsMakerProviderTarget,
		LANGUAGES,
		TerraformProviderConstraint,
		TerraformProviderGenerator,
	} = loadGenerator();
	for (const { name, source, version } of await readProviders(root)) {
		const schema = await readExcerpt(root, name);
		const [address] = providerSchema(schema, source);
		const code = new CodeMaker();
		const generator = new TerraformProviderGenerator(code, {
			...schema,
			provider_versions: { [address]: version },
		});
		generator.generate(
			new ConstructsMakerProviderTarget(
				new TerraformProviderConstraint({ name, source, version }),
				LANGUAGES[0],
			),
		);
		await code.save(directory);
	}
	const output = join(directory, "providers");
	for (const entry of await readdir(output, {
		recursive: true,
		withFileTypes: true,
	})) {
		const path = join(entry.parentPath ?? entry.path, entry.name);
		if (entry.name === "README.md" || entry.name === "lazy-index.ts") {
			await rm(path);
		} else if (entry.isFile()) {
			// The generator's code does not compile under our stricter options; its types are used all the same.
			await writeFile(path, `// @ts-nocheck\n${await readFile(path, "utf8")}`);
		}
	}
	return output;
}

/**
 * Puts a finished directory in its place. Whoever looks meanwhile sees the old bindings, none, or the new ones, but
 * never half of them; of two generators at once the later one wins.
 *
 * @param {string} made
 * @param {string} target
 * @param {string} aside where the old one goes
 */
async function swap(made, target, aside) {
	for (let attempt = 1; ; attempt++) {
		await rename(target, `${aside}-${attempt}`).catch(ignoreMissing);
		try {
			await rename(made, target);
			return;
		} catch (error) {
			const taken = error.code === "ENOTEMPTY" || error.code === "EEXIST";
			if (!taken || attempt === SWAP_ATTEMPTS) {
				throw error;
			}
		}
	}
}

/** @param {NodeJS.ErrnoException} error */
function ignoreMissing(error) {
	if (error.code !== "ENOENT") {
		throw error;
	}
}

/**
 * Removes what interrupted runs left: work directories whose process is gone.
 *
 * @param {string} directory
 */
async function sweep(directory) {
	for (const name of await readdir(directory)) {
		const pid = /^work-(\d+)-/.exec(name)?.[1];
		if (pid !== undefined && Number(pid) !== process.pid && !isAlive(pid)) {
			await rm(join(directory, name), { recursive: true, force: true });
		}
	}
}

/** @param {string} pid */
function isAlive(pid) {
	try {
		process.kill(Number(pid), 0);
		return true;
	} catch (error) {
		return error.code === "EPERM";
	}
}

/**
 * Generates the bindings.
 *
 * @param {{ root?: string, ifStale?: boolean }} [options] `root`: the repository; `ifStale`: do nothing when the
 *   bindings match what they are made from
 * @returns {Promise<boolean>} whether anything was generated
 */
export async function getBindings({ root = ROOT, ifStale = false } = {}) {
	const wanted = await fingerprint(root);
	if (ifStale && (await isFresh(root, wanted))) {
		return false;
	}
	const directory = dirname(outputOf(root));
	await mkdir(directory, { recursive: true });
	await sweep(directory);
	const work = await mkdtemp(join(directory, `work-${process.pid}-`));
	try {
		const made = await generate(root, work);
		await writeFile(join(made, STAMP), wanted);
		await swap(made, outputOf(root), join(work, "old"));
	} finally {
		await rm(work, { recursive: true, force: true });
	}
	return true;
}

/** For a test runner's global set-up. */
export default async function setup() {
	await getBindings({ ifStale: true });
}

if (process.argv[1] && realpathSync(process.argv[1]) === SELF) {
	const started = performance.now();
	const generated = await getBindings({
		ifStale: process.argv.includes("--if-stale"),
	});
	if (generated) {
		const ms = Math.round(performance.now() - started);
		console.error(`.gen/providers: bindings generated in ${ms} ms`);
	}
}
