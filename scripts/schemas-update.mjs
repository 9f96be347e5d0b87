// Refreshes the schema excerpts in providers/ from the pinned providers themselves, through terraform.
// Needs terraform and a registry or mirror it can reach. To move to a newer provider, edit providers/versions.json first.
import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import {
	excerptPath,
	readExcerpt,
	readProviders,
	reduceSchema,
	writeExcerpt,
} from "./schemas.mjs";

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
const TERRAFORM = process.env.TERRAFORM_BINARY_NAME || "terraform";
// The complete schema of one of the providers is larger than 20 MB.
const MAX_OUTPUT_BYTES = 512 * 1024 * 1024;

const run = promisify(execFile);

/** What went wrong, said so that it can be put right. */
class UpdateError extends Error {}

/** @param {string} directory @param {string[]} args */
async function terraform(directory, args) {
	const options = { cwd: directory, maxBuffer: MAX_OUTPUT_BYTES };
	const { stdout } = await run(TERRAFORM, args, options);
	return stdout;
}

/** Terraform's first error without its frame, and without the warnings before it. @param {string} stderr */
function firstError(stderr) {
	const lines = stderr.split("\n").map((line) => line.replace(/^[╷│╵]\s?/, ""));
	const isError = (/** @type {string} */ line) => line.startsWith("Error:");
	const start = Math.max(lines.findIndex(isError), 0);
	const length = lines.slice(start + 1).findIndex(isError);
	return lines
		.slice(start, length === -1 ? undefined : start + 1 + length)
		.filter((line) => line.trim() !== "")
		.join("\n");
}

/** @param {string} directory @param {import("./schemas.mjs").Provider[]} providers */
async function init(directory, providers) {
	const required = Object.fromEntries(
		providers.map(({ name, source, version }) => [name, { source, version }]),
	);
	await writeFile(
		join(directory, "main.tf.json"),
		JSON.stringify({ terraform: [{ required_providers: [required] }] }),
	);
	try {
		await terraform(directory, ["init", "-no-color", "-input=false"]);
	} catch (error) {
		if (error.code === "ENOENT") {
			throw new UpdateError(
				`${TERRAFORM} is not installed; install Terraform 1.5 or later, or name it in TERRAFORM_BINARY_NAME`,
			);
		}
		const wanted = providers.map((it) => `${it.source} ${it.version}`);
		throw new UpdateError(
			`terraform could not get the providers (${wanted.join(", ")}): is its registry, or a mirror named in its CLI configuration, within reach? The excerpts stay as they are. Terraform said:\n${firstError(error.stderr ?? error.message)}`,
		);
	}
}

async function update() {
	const providers = await readProviders(ROOT);
	const directory = await mkdtemp(join(tmpdir(), "halab-schemas-"));
	try {
		await init(directory, providers);
		const schema = JSON.parse(
			await terraform(directory, ["providers", "schema", "-json"]),
		);
		const reduced = await Promise.all(
			providers.map(async ({ name, source }) => {
				const excerpt = await readExcerpt(ROOT, name);
				return { name, excerpt: reduceSchema(schema, excerpt, source) };
			}),
		);
		for (const { name, excerpt } of reduced) {
			await writeExcerpt(ROOT, name, excerpt);
			console.log(`written: ${excerptPath(ROOT, name)}`);
		}
	} finally {
		await rm(directory, { recursive: true, force: true });
	}
}

try {
	await update();
} catch (error) {
	console.error(
		`schemas:update: ${error instanceof UpdateError ? error.message : error.stack}`,
	);
	process.exitCode = 1;
}
