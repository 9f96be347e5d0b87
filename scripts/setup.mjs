/**
 * Installs what the project needs and is missing: npm packages, and Debian or Ubuntu packages through apt-get.
 * Plain Node.js without dependencies, since it runs before anything is installed.
 */
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";

export const ROOT = fileURLToPath(new URL("..", import.meta.url));

/** A command (or file) of the machine and the Debian package that brings it. */
const FOR_THE_LAB = [
	["mmdebstrap", "mmdebstrap"],
	["systemd-nspawn", "systemd-container"],
	["ip", "iproute2"],
	["nft", "nftables"],
	["unshare", "util-linux"],
	["newuidmap", "uidmap"],
	["/usr/share/keyrings/debian-archive-keyring.gpg", "debian-archive-keyring"],
];
const FOR_THE_TESTS = [
	["shellcheck", "shellcheck"],
	// Installs the Python SDK that judges a double of a cloud's API.
	["pip3", "python3-pip"],
	// Asks an event log, as the documents show it.
	["jq", "jq"],
	// Reaches a lab's machines as it would those of a deployed stack.
	["ssh", "openssh-client"],
	// Show the reports as people see them, in Chinese too; fontconfig finds the fonts.
	["chromium", "chromium"],
	["fc-list", "fontconfig"],
	["/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc", "fonts-noto-cjk"],
];

const fail = (message) => {
	console.error(`halab: ${message}`);
	process.exit(1);
};

const onPath = (command) =>
	[...(process.env.PATH ?? "").split(delimiter), "/usr/sbin", "/sbin"].some(
		(directory) => existsSync(join(directory, command)),
	);

const isThere = (probe) =>
	probe.startsWith("/") ? existsSync(probe) : onPath(probe);

function checkNode() {
	const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
	if (major < 20 || (major === 20 && minor < 19)) {
		fail(
			`Node.js 20.19 or newer is needed; this is ${process.versions.node}. Install a newer one and run the command again.`,
		);
	}
	if (process.platform !== "linux") {
		fail(
			`halab runs its nodes on Linux; this is ${process.platform}. Use a Linux machine or a Linux VM.`,
		);
	}
}

/** Installs the locked npm packages unless exactly these are there already. */
function installNpmPackages() {
	const lock = readFileSync(join(ROOT, "package-lock.json"));
	const wanted = createHash("sha256").update(lock).digest("hex");
	const stamp = join(ROOT, "node_modules", ".halab-lock");
	if (existsSync(stamp) && readFileSync(stamp, "utf8") === wanted) {
		return;
	}
	console.log("Installing the npm packages of package-lock.json …");
	const result = spawnSync(
		"npm",
		["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"],
		{ cwd: ROOT, stdio: ["ignore", "inherit", "inherit"] },
	);
	if (result.status !== 0) {
		fail(
			"npm ci failed (see above). Check the network and run the command again.",
		);
	}
	writeFileSync(stamp, wanted);
}

/** Installs the Debian packages whose commands are missing. */
function installDebianPackages(needs) {
	const missing = needs
		.filter(([probe]) => !isThere(probe))
		.map(([, name]) => name);
	if (missing.length === 0) {
		return;
	}
	const names = missing.join(" ");
	const asRoot = process.getuid() === 0 ? [] : ["sudo"];
	if (!onPath("apt-get")) {
		fail(
			`these packages are missing: ${names}. halab installs them by itself on Debian and Ubuntu; here, install their equivalents and run the command again.`,
		);
	}
	if (asRoot.length > 0 && !onPath("sudo")) {
		fail(
			`these packages are missing: ${names}. As root, run: apt-get install ${names}`,
		);
	}
	console.log(`Installing Debian packages: ${names} …`);
	const aptGet = (...args) =>
		spawnSync(
			asRoot[0] ?? "env",
			[
				...(asRoot.length > 0 ? ["env"] : []),
				"DEBIAN_FRONTEND=noninteractive",
				"apt-get",
				"-qq",
				...args,
			],
			{ stdio: ["inherit", "ignore", "inherit"] },
		).status === 0;
	const install = () =>
		aptGet("install", "-y", "--no-install-recommends", ...missing);
	// An old package list still serves most packages; fetching a new one takes longer than installing.
	if (!install() && !(aptGet("update") && install())) {
		fail(
			`apt-get could not install ${names} (see above). Install them by hand and run the command again.`,
		);
	}
}

/**
 * What is said when Terraform is missing, which some tests run: Debian and Ubuntu have no package of it, so it is not installed
 * here. All other tests do without.
 *
 * @returns {string | undefined} nothing when it is there
 */
export const terraformNotice = () =>
	onPath("terraform")
		? undefined
		: "terraform is missing: the tests that plan and validate stacks with it will fail. Install Terraform 1.x (https://developer.hashicorp.com/terraform/install) into a directory of the PATH.";

/**
 * @param {{ tests: boolean }} options whether the tools of the test suite are wanted too
 */
export function setUp({ tests }) {
	checkNode();
	installNpmPackages();
	installDebianPackages(
		tests ? [...FOR_THE_LAB, ...FOR_THE_TESTS] : FOR_THE_LAB,
	);
	const notice = tests ? terraformNotice() : undefined;
	if (notice !== undefined) {
		console.error(`halab: ${notice}`);
	}
}

/** Runs a command of the project in its root and ends this process with its exit code. */
export function runAndExit(command, args) {
	const { status, signal } = spawnSync(command, args, {
		cwd: ROOT,
		stdio: "inherit",
	});
	process.exit(signal ? 130 : (status ?? 1));
}
