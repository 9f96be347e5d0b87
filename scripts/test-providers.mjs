/**
 * `npm run test:providers`: has the real Terraform providers validate and plan every lab, offline, where they are
 * installed: in the filesystem mirror that the file of `TF_CLI_CONFIG_FILE` names. Arguments: the labs whose name
 * contains one of them; all without.
 *
 * The labs are those that `__tests__/matrix.ts` exports as `COMBINATIONS`: `{ name, settings }`, the settings as in
 * halab.yaml.
 */
import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import {
	copyFile,
	mkdir,
	mkdtemp,
	readdir,
	readFile,
	rm,
	writeFile,
} from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { performance } from "node:perf_hooks";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { require as load } from "tsx/cjs/api";
import { getBindings } from "./get.mjs";
import { readProviders } from "./schemas.mjs";

/**
 * @typedef {{ name: string, settings: Record<string, unknown> }} Combination
 * @typedef {import("./schemas.mjs").Provider} Provider
 */

const SELF = import.meta.url;
const ROOT = dirname(dirname(fileURLToPath(SELF)));
const run = promisify(execFile);
const COMMAND_TIMEOUT_MS = 180_000;

/** Settings that open no door: an address of documentations, and a key of nobody. */
const ACCESS = {
	adminCidrs: ["203.0.113.7/32"],
	publicKey: `ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABAQ${"C7".repeat(171)}`,
};

/** Where there is no matrix. @type {readonly Combination[]} */
const DEFAULT_COMBINATIONS = [
	{ name: "tencentcloud havip single", settings: {} },
];

/** No call can leave: neither with somebody's credentials nor with these. */
const OFFLINE = {
	HTTP_PROXY: "http://127.0.0.1:9",
	HTTPS_PROXY: "http://127.0.0.1:9",
	http_proxy: "http://127.0.0.1:9",
	https_proxy: "http://127.0.0.1:9",
	NO_PROXY: "",
	no_proxy: "",
	CHECKPOINT_DISABLE: "1",
	TF_IN_AUTOMATION: "1",
	TENCENTCLOUD_SECRET_ID: "dummy",
	TENCENTCLOUD_SECRET_KEY: "dummy",
	ALICLOUD_ACCESS_KEY: "dummy",
	ALICLOUD_SECRET_KEY: "dummy",
	// Else the provider asks the cloud for half a minute whose credentials these are.
	ALICLOUD_ACCOUNT_ID: "1",
	ALIBABA_CLOUD_ACCOUNT_TYPE: "Domestic",
	KSYUN_ACCESS_KEY: "dummy",
	KSYUN_SECRET_KEY: "dummy",
};

/** Environment without what is somebody's own: credentials, profiles, Terraform's switches. */
function environment() {
	const own = /^(TENCENTCLOUD|ALICLOUD|ALIBABA_CLOUD|KSYUN|TF)_/;
	const others = Object.entries(process.env).filter(
		([name]) => name === "TF_CLI_CONFIG_FILE" || !own.test(name),
	);
	return { ...Object.fromEntries(others), ...OFFLINE };
}

/** The mirrors of the CLI configuration, or why there are none. */
async function findMirrors() {
	const { TF_CLI_CONFIG_FILE } = process.env;
	if (!TF_CLI_CONFIG_FILE) {
		return { problem: "TF_CLI_CONFIG_FILE names no file" };
	}
	let text;
	try {
		text = await readFile(TF_CLI_CONFIG_FILE, "utf8");
	} catch (error) {
		return { problem: `${TF_CLI_CONFIG_FILE} cannot be read (${error.code})` };
	}
	const mirrors = [
		...text.matchAll(/filesystem_mirror\s*\{[^}]*?path\s*=\s*"([^"]+)"/g),
	].map(([, path]) => path);
	return mirrors.length === 0
		? { problem: `${TF_CLI_CONFIG_FILE} names no filesystem_mirror` }
		: { mirrors };
}

/** @param {string} directory */
const namesIn = (directory) => readdir(directory).catch(() => []);

/**
 * Whether a mirror holds a provider in its pinned version, unpacked or packed.
 *
 * @param {readonly string[]} mirrors
 * @param {Provider} provider
 */
async function isInstalled(mirrors, { source, version }) {
	const platform = `${process.platform}_${process.arch === "x64" ? "amd64" : process.arch}`;
	for (const mirror of mirrors) {
		for (const host of await namesIn(mirror)) {
			const directory = join(mirror, host, ...source.split("/"));
			const unpacked = await namesIn(join(directory, version, platform));
			const packed = await namesIn(directory);
			if (
				unpacked.some((it) => it.startsWith("terraform-provider-")) ||
				packed.some((it) => it.endsWith(`_${version}_${platform}.zip`))
			) {
				return true;
			}
		}
	}
	return false;
}

/** @param {readonly string[]} filters */
async function combinations(filters) {
	const matrix = join(ROOT, "__tests__", "matrix.ts");
	/** @type {readonly Combination[]} */
	const all = existsSync(matrix)
		? load(matrix, SELF).COMBINATIONS
		: DEFAULT_COMBINATIONS;
	return all.filter(
		({ name }) =>
			filters.length === 0 || filters.some((it) => name.includes(it)),
	);
}

/**
 * Synthesizes a lab.
 *
 * @param {Combination} combination
 * @param {string} outdir
 */
async function synthesize({ settings }, outdir) {
	const { labApp } = load("../main.ts", SELF);
	const { planLab } = load("../plan/plan-lab.ts", SELF);
	const { settingsSchema } = load("../plan/settings.ts", SELF);
	const plan = planLab(settingsSchema.parse({ access: ACCESS, ...settings }));
	return {
		cloud: plan.cloud,
		write: async () => {
			labApp(plan, outdir).synth();
			const [stack] = await readdir(join(outdir, "stacks"));
			return join(outdir, "stacks", stack, "cdk.tf.json");
		},
	};
}

/**
 * @param {string} cwd
 * @param {readonly string[]} args
 */
async function terraform(cwd, ...args) {
	try {
		const { stdout } = await run("terraform", [...args, "-no-color"], {
			cwd,
			env: environment(),
			timeout: COMMAND_TIMEOUT_MS,
			maxBuffer: 64 * 1024 * 1024,
		});
		return stdout;
	} catch (error) {
		const output = `${error.stdout ?? ""}${error.stderr ?? ""}`.trim();
		throw new Error(`terraform ${args[0]}: ${output || error.message}`);
	}
}

/**
 * A working directory per cloud: the provider is installed into it once.
 *
 * @param {string} directory
 * @param {string} synthesized
 */
async function validateAndPlan(directory, synthesized) {
	await copyFile(synthesized, join(directory, "cdk.tf.json"));
	if (!existsSync(join(directory, ".terraform"))) {
		// The state of a lab that somebody has deployed from here is none of this test's business.
		const backend = { local: { path: "terraform.tfstate" } };
		await writeFile(
			join(directory, "backend_override.tf.json"),
			JSON.stringify({ terraform: { backend } }),
		);
		await terraform(directory, "init", "-input=false");
	}
	await terraform(directory, "validate");
	const plan = await terraform(
		directory,
		"plan",
		"-refresh=false",
		"-input=false",
		"-lock=false",
	);
	const summary = /^Plan: (\d+) to add, 0 to change, 0 to destroy\.$/m.exec(
		plan,
	);
	if (summary === null) {
		throw new Error(
			`terraform plan does not only add:\n${plan.trim().slice(-2000)}`,
		);
	}
	return `${summary[1]} resources`;
}

/**
 * @param {string} verdict
 * @param {string} name
 * @param {string} remark
 */
const report = (verdict, name, remark) =>
	console.log(`${verdict.padEnd(8)}${name.padEnd(44)}${remark}`);

/** @param {string} work */
async function main(work) {
	const counts = { passed: 0, failed: 0, skipped: 0 };
	const { problem, mirrors = [] } = await findMirrors();
	if (problem !== undefined) {
		console.log(`no provider is installed: ${problem}`);
	}
	await getBindings({ ifStale: true });
	const providers = await readProviders(ROOT);
	for (const combination of await combinations(process.argv.slice(2))) {
		const { name } = combination;
		const started = performance.now();
		try {
			const outdir = join(work, `lab-${Object.values(counts).join("-")}`);
			await mkdir(outdir);
			const lab = await synthesize(combination, outdir);
			const provider = providers.find((it) => it.name === lab.cloud);
			if (provider === undefined || !(await isInstalled(mirrors, provider))) {
				counts.skipped++;
				const what = provider ? `${provider.source} ${provider.version}` : name;
				report("skipped", name, `${what} is in no mirror`);
				continue;
			}
			const directory = join(work, lab.cloud);
			await mkdir(directory, { recursive: true });
			const remark = await validateAndPlan(directory, await lab.write());
			counts.passed++;
			const seconds = ((performance.now() - started) / 1000).toFixed(1);
			report("passed", name, `${remark}, ${seconds} s`);
		} catch (error) {
			counts.failed++;
			report("FAILED", name, error.message);
		}
	}
	console.log(
		`${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`,
	);
	return counts.failed === 0 ? 0 : 1;
}

const work = await mkdtemp(join(tmpdir(), "halab-providers-"));
try {
	process.exitCode = await main(work);
} finally {
	await rm(work, { recursive: true, force: true });
}
