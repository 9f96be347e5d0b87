import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { python } from "../../../userdata/nexthop/python";

const MODULES = join(__dirname, "node_modules");

/** Where the Python SDK is. */
export const PYTHON_MODULES = join(MODULES, ".python");

/** An installation may have to fetch 40 MB. */
export const INSTALL_MILLISECONDS = 240_000;

/** The machine cannot reach the registries, as opposed to something being wrong with the installation. */
const OFFLINE =
	/ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ENETUNREACH|ETIMEDOUT|name resolution|Failed to establish a new connection|No matching distribution found|timed out/i;

/**
 * Installs SDKs that are locked beside this file, unless exactly these are there.
 *
 * @returns why the tests that need them cannot run: the machine is offline. Never in CI, where that is an error.
 */
async function installOnce(
	lock: string,
	stamp: string,
	directory: string,
	command: readonly [string, ...string[]],
): Promise<string | undefined> {
	const wanted = createHash("sha256")
		.update(readFileSync(join(__dirname, lock)))
		.digest("hex");
	if (existsSync(stamp) && readFileSync(stamp, "utf8") === wanted) {
		return undefined;
	}
	await rm(directory, { recursive: true, force: true });
	const [program, ...args] = command;
	const problem = await new Promise<string | undefined>((resolve) => {
		execFile(
			program,
			args,
			{
				cwd: __dirname,
				timeout: INSTALL_MILLISECONDS,
				env: { ...process.env, PIP_ROOT_USER_ACTION: "ignore" },
			},
			(error, stdout, stderr) =>
				resolve(error === null ? undefined : `${error}\n${stdout}${stderr}`),
		);
	});
	if (problem === undefined) {
		writeFileSync(stamp, wanted);
		return undefined;
	}
	if (OFFLINE.test(problem) && !process.env["CI"]) {
		const reason = `skipped: the SDKs of ${lock} are not installed and the registry cannot be reached`;
		console.warn(`${reason}\n${problem}`);
		return reason;
	}
	throw new Error(`cannot install the SDKs of ${lock}: ${problem}`);
}

/** Tencent Cloud's and Alibaba Cloud's SDKs for Node.js. */
export const installNodeSdks = (): Promise<string | undefined> =>
	installOnce("package-lock.json", join(MODULES, ".halab-lock"), MODULES, [
		"npm",
		"ci",
		"--ignore-scripts",
		"--no-audit",
		"--no-fund",
		"--loglevel=error",
	]);

/** Kingsoft Cloud's SDK, which there is for Python only. */
export const installPythonSdk = (): Promise<string | undefined> =>
	installOnce(
		"requirements.txt",
		join(PYTHON_MODULES, ".halab-lock"),
		PYTHON_MODULES,
		[
			python(),
			"-m",
			"pip",
			"install",
			"--quiet",
			"--disable-pip-version-check",
			"--require-hashes",
			"--target",
			PYTHON_MODULES,
			"-r",
			"requirements.txt",
		],
	);
