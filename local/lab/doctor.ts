import { existsSync, statSync } from "node:fs";
import { statfs } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileProblem } from "../../base/file-problem";
import { cgroupBase } from "../host/cgroup";
import { LocalLabError } from "../host/errors";
import {
	cacheDirectory,
	isOddInMount,
	isRoot,
	stateDirectory,
	userName,
} from "../host/host";
import { linuxCapabilities } from "../host/linux-capabilities";
import { readIfThere } from "../host/proc";
import { run } from "../host/process";
import { missingTools } from "../host/tools";
import {
	FIRST_LAB_ID,
	overlayOptions,
	sharersIn,
	unshare,
	userMapping,
} from "../host/user-namespace";
import { imageDirectory } from "../machine/image";
import { tryDirectory } from "./try-directory";

/** What one check found. */
export interface CheckResult {
	readonly title: string;
	/** `fail`: no lab can run. `warn`: it may not work. */
	readonly verdict: "pass" | "warn" | "fail";
	/** What was found. */
	readonly detail: string;
	/** What to do about it, when it is not fine. */
	readonly remedy?: string;
}

const NEEDED_DISK_BYTES = 1024 ** 3;
const NEEDED_USER_IDS = 65_536;

/** What a kernel without the thing is to be told, by the name that `files/probe.sh` gives it. */
const KERNEL_FEATURES: Readonly<Record<string, string>> = {
	tmpfs: "CONFIG_TMPFS",
	proc: "a /proc without masked parts (in a container: run it privileged)",
	overlay: "CONFIG_OVERLAY_FS (modprobe overlay)",
	sysfs: "a /sys without masked parts (in a container: run it privileged)",
	cgroup2: "CONFIG_CGROUPS with the unified hierarchy",
	bridge: "CONFIG_BRIDGE (modprobe bridge)",
	veth: "CONFIG_VETH (modprobe veth)",
	nftables: "CONFIG_NF_TABLES with bridge, IPv4 and NAT (modprobe nf_tables)",
};

/** Everything that a lab needs of this computer, each with a remedy where it is missing. Takes a moment. */
export async function examine(): Promise<readonly CheckResult[]> {
	const quick = await examineQuickly();
	const slow = await Promise.all([checkKernel(), checkDisk()]);
	return [...quick, ...slow.flat()];
}

/** The checks that take no time: done before each `up`. */
export async function examineQuickly(): Promise<readonly CheckResult[]> {
	const checks = await Promise.all([
		checkTools(),
		checkControlGroups(),
		checkBridgeFilter(),
		checkRealTime(),
		...(isRoot() ? [] : [checkUserNamespaces(), checkSubordinateIds()]),
	]);
	return [
		...checks,
		...(isRoot() ? [await checkIsolation(), checkOwnFiles()] : []),
		checkStateDirectory(),
		...checkStatePath(),
	];
}

/**
 * Fails with all that is missing and its remedies.
 *
 * @returns what the start of a lab has to say
 */
export async function requireFitness(): Promise<string> {
	const failed = (await examineQuickly()).filter(
		({ verdict }) => verdict === "fail",
	);
	if (failed.length === 0) {
		const mapping = userMapping();
		return mapping.kind === "none"
			? `This computer can run a lab, but root of the lab's machines is root of this computer: ${mapping.reason}`
			: "This computer can run a lab";
	}
	throw new LocalLabError("This computer cannot run a lab yet.", {
		remedy:
			"Follow the advice above, then check everything with `halab doctor`.",
		log: failed
			.map(({ detail, remedy }) =>
				[detail, remedy].filter(Boolean).join("\n  "),
			)
			.join("\n"),
	});
}

async function checkTools(): Promise<CheckResult> {
	const title = "Programs";
	const missing = await missingTools();
	if (missing.length === 0) {
		return { title, verdict: "pass", detail: "all there" };
	}
	const packages = [
		...new Set(missing.map(({ debianPackage }) => debianPackage)),
	].join(" ");
	return {
		title,
		verdict: "fail",
		detail: `missing: ${missing.map(({ program }) => program).join(", ")}`,
		remedy: `${isRoot() ? "" : "sudo "}apt-get install -y ${packages}`,
	};
}

async function checkControlGroups(): Promise<CheckResult> {
	const title = "Control groups";
	const base = await cgroupBase();
	if (base?.writable) {
		return { title, verdict: "pass", detail: `under ${base.directory}` };
	}
	if (!base) {
		return {
			title,
			verdict: "fail",
			detail: "no cgroup 2 file system is mounted",
			remedy: `mkdir -p /sys/fs/cgroup/unified && mount -t cgroup2 none /sys/fs/cgroup/unified`,
		};
	}
	return {
		title,
		verdict: "fail",
		detail: `${base.directory} is not writable for ${userName()}`,
		remedy: isRoot()
			? "In a container: run it with its control groups writable (docker: --privileged --cgroupns=private)."
			: "Run halab in a delegated scope: systemd-run --user --scope -p Delegate=yes halab …; where that says that it cannot connect to the bus (no login session), run it as root: sudo halab …",
	};
}

/** Security groups see bridged packets through a module that few kernels load by themselves. */
async function checkBridgeFilter(): Promise<CheckResult> {
	const title = "Security groups";
	const isThere = () => existsSync("/proc/sys/net/bridge");
	if (!isThere() && isRoot()) {
		await run("modprobe", ["br_netfilter"]);
	}
	return isThere()
		? { title, verdict: "pass", detail: "the kernel has br_netfilter" }
		: {
				title,
				verdict: "warn",
				detail:
					"the kernel has no br_netfilter loaded: labs run, but their security groups let everything through",
				remedy: `${isRoot() ? "" : "sudo "}modprobe br_netfilter`,
			};
}

/** keepalived is a real-time process in the cloud; without that a busy computer causes failovers that nobody meant. */
async function checkRealTime(): Promise<CheckResult> {
	const title = "Real-time processes";
	const { realTime, raiseLimits } = await linuxCapabilities();
	if (realTime === "no") {
		return {
			title,
			verdict: "warn",
			detail:
				"not granted: keepalived shares the processor with everybody, so a busy computer may cause failovers",
			remedy: isRoot()
				? "In a container: grant CAP_SYS_NICE (docker: --privileged)."
				: "use sudo halab …",
		};
	}
	return {
		title,
		verdict: "pass",
		detail: raiseLimits
			? "keepalived makes itself one"
			: "systemd makes keepalived one: it may not raise its own limits, and would be killed after a reload",
	};
}

async function checkUserNamespaces(): Promise<CheckResult> {
	const title = "User namespaces";
	const setting = (name: string) => readIfThere(`/proc/sys/${name}`);
	if ((await setting("user/max_user_namespaces"))?.trim() === "0") {
		return {
			title,
			verdict: "fail",
			detail: "switched off: user.max_user_namespaces is 0",
			remedy: "sudo sysctl user.max_user_namespaces=10000, or use sudo halab …",
		};
	}
	if ((await setting("kernel/unprivileged_userns_clone"))?.trim() === "0") {
		return {
			title,
			verdict: "fail",
			detail: "switched off: kernel.unprivileged_userns_clone is 0",
			remedy:
				"sudo sysctl kernel.unprivileged_userns_clone=1, or use sudo halab …",
		};
	}
	const restricted = await setting(
		"kernel/apparmor_restrict_unprivileged_userns",
	);
	if (restricted?.trim() === "1") {
		return {
			title,
			verdict: "fail",
			detail:
				"AppArmor restricts them for ordinary users (as Ubuntu 24.04 does): a lab needs mounts and a network of its own inside",
			remedy:
				"use sudo halab …, or: sudo sysctl kernel.apparmor_restrict_unprivileged_userns=0",
		};
	}
	return { title, verdict: "pass", detail: "ordinary users may make them" };
}

async function checkSubordinateIds(): Promise<CheckResult> {
	const title = "Subordinate ids";
	const short: string[] = [];
	for (const file of ["/etc/subuid", "/etc/subgid"]) {
		const ranges = ((await readIfThere(file)) ?? "")
			.split("\n")
			.map((line) => line.split(":"))
			.filter(
				([owner]) =>
					owner === userName() || owner === String(process.getuid?.()),
			);
		const count = Math.max(0, ...ranges.map(([, , size]) => Number(size)));
		if (count < NEEDED_USER_IDS) {
			short.push(file);
		}
	}
	return short.length === 0
		? { title, verdict: "pass", detail: "a range of 65536" }
		: {
				title,
				verdict: "fail",
				detail: `${short.join(" and ")} give ${userName()} no range of ${NEEDED_USER_IDS} ids`,
				remedy: `sudo usermod --add-subuids 100000-165535 --add-subgids 100000-165535 ${userName()}`,
			};
}

/** A lab's machines should be able to do no more to this computer than a user who owns nothing. */
async function checkIsolation(): Promise<CheckResult> {
	const title = "Isolation";
	const mapping = userMapping();
	if (mapping.kind === "none") {
		return {
			title,
			verdict: "warn",
			detail: `root of the lab's machines is root of this computer: ${mapping.reason}`,
			remedy: "Run only what you would run as root here.",
		};
	}
	const shared: string[] = [];
	for (const file of ["/etc/subuid", "/etc/subgid"]) {
		const users = sharersIn((await readIfThere(file)) ?? "");
		if (users.length > 0) {
			shared.push(`${file} (${users.join(", ")})`);
		}
	}
	return shared.length > 0
		? {
				title,
				verdict: "warn",
				detail: `${shared.join(" and ")} give away ids from ${FIRST_LAB_ID} on, which are those of the lab's machines`,
				remedy:
					"Give these users another range there; until then they can read and end what belongs to a lab.",
			}
		: {
				title,
				verdict: "pass",
				detail: `root of the lab's machines is user ${FIRST_LAB_ID} of this computer`,
			};
}

/** A lab's users start programs that come with halab. */
function checkOwnFiles(): CheckResult {
	const title = "Files of halab";
	const directory = dirname(dirname(__dirname));
	const open = [directory, __dirname, __filename].every(
		(path) => (statSync(path).mode & 0o004) !== 0,
	);
	return open || userMapping().kind !== "range"
		? { title, verdict: "pass", detail: directory }
		: {
				title,
				verdict: "fail",
				detail: `${directory} is closed to other users, and so to the machines of a lab`,
				remedy: `chmod -R go+rX ${directory}`,
			};
}

function checkStateDirectory(): CheckResult {
	const title = "State directory";
	const directory = stateDirectory();
	const remedy = "Set HALAB_STATE_DIR to another directory.";
	// Inside a capsule /run is another one.
	if (/^\/run(\/|$)/.test(directory)) {
		return {
			title,
			verdict: "fail",
			remedy,
			detail: `${directory} lies below /run, which a lab cannot see`,
		};
	}
	try {
		tryDirectory(directory);
	} catch (error) {
		const problem = fileProblem(error);
		return {
			title,
			verdict: "fail",
			remedy,
			detail: `nothing can be written into ${directory}: ${problem?.what ?? String(error)}`,
		};
	}
	return { title, verdict: "pass", detail: directory };
}

/** The directory of images is refused by itself when it is odd. */
function checkStatePath(): readonly CheckResult[] {
	const directory = stateDirectory();
	return isOddInMount(directory)
		? [
				{
					title: "State directory",
					verdict: "fail",
					detail: `${JSON.stringify(directory)} holds a character that a mount's options cannot hold: no ":", ",", backslash or control character`,
					remedy: "Set HALAB_STATE_DIR to a path without it.",
				},
			]
		: [];
}

async function checkKernel(): Promise<CheckResult> {
	const title = "Kernel";
	const probe = join(__dirname, "files", "probe.sh");
	const [command, ...words] = unshare({ reachable: [probe] });
	const outcome = await run(command, [
		...words,
		"--net",
		"--mount",
		"--pid",
		"--uts",
		"--ipc",
		"--cgroup",
		"--fork",
		"--kill-child",
		probe,
		overlayOptions(),
	]);
	if (outcome.exitCode !== 0) {
		return {
			title,
			verdict: "fail",
			detail: `namespaces cannot be made: ${outcome.stderr.trim()}`,
			remedy: isRoot()
				? "In a container: run it privileged."
				: "Use sudo halab …",
		};
	}
	const failed = outcome.stdout
		.trim()
		.split("\n")
		.map((line) => line.split("\t"))
		.filter(([, message]) => message);
	return failed.length === 0
		? {
				title,
				verdict: "pass",
				detail: Object.keys(KERNEL_FEATURES).join(", "),
			}
		: {
				title,
				verdict: "fail",
				detail: failed
					.map(([name, message]) => `${name}: ${message}`)
					.join("; "),
				remedy: `The kernel has to offer ${failed.map(([name = ""]) => KERNEL_FEATURES[name] ?? name).join(", ")}.`,
			};
}

async function checkDisk(): Promise<CheckResult> {
	const title = "Disk";
	if (existsSync(await imageDirectory())) {
		return { title, verdict: "pass", detail: "the node image is cached" };
	}
	let directory = cacheDirectory();
	while (!existsSync(directory)) {
		directory = dirname(directory);
	}
	const { bavail, bsize } = await statfs(directory);
	const free = bavail * bsize;
	const detail = `${(free / 1024 ** 3).toFixed(1)} GiB free in ${directory}`;
	return free >= NEEDED_DISK_BYTES
		? { title, verdict: "pass", detail }
		: {
				title,
				verdict: "fail",
				detail,
				remedy:
					"The node image needs 1 GiB while it is built: free some space, or set HALAB_CACHE_DIR.",
			};
}
