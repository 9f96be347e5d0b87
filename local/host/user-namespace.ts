import { spawnSync } from "node:child_process";
import { readFileSync, readlinkSync, statSync } from "node:fs";
import { chmod, chown, lchown, readdir } from "node:fs/promises";
import { release } from "node:os";
import { dirname, join } from "node:path";
import { isRoot } from "./host";

/**
 * With root, the users 0 to 65535 of a lab are these users and groups of this computer: beyond what `useradd` gives away
 * (SUB_UID_MAX, 600100000) and what systemd keeps for containers (up to 0x6fffffff).
 */
export const FIRST_LAB_ID = 0x7a1a0000;

const LAB_IDS = 65_536;

/** Since 6.6 a tmpfs keeps the attributes by which an overlay in a user namespace remembers what was deleted. */
const NEEDED_KERNEL = [6, 6] as const;

/** Who the users of a lab's machines are on this computer. */
export type UserMapping =
	/** An ordinary user's lab: its root is that user, its others are subordinate ids (`/etc/subuid`). */
	| { readonly kind: "subordinate" }
	/** Root's lab: its users are those from {@link FIRST_LAB_ID} on, who own nothing else. */
	| { readonly kind: "range" }
	/** Root's lab where no user namespace can be had: its root is root of this computer. */
	| { readonly kind: "none"; readonly reason: string };

const END_WITH_PARENT = ["setpriv", "--pdeathsig", "KILL"] as const;

let found: UserMapping | undefined;

/** What this computer can do. Looked at once. */
export function userMapping(): UserMapping {
	found ??= isRoot() ? rootMapping() : { kind: "subordinate" };
	return found;
}

/**
 * Why root on this computer cannot have a user namespace for its labs. Pure.
 *
 * @param facts.release as `uname -r` gives it
 * @param facts.uidMap text of `/proc/self/uid_map`
 * @param facts.maximum text of `/proc/sys/user/max_user_namespaces`
 * @returns `undefined` when nothing speaks against it
 */
export function obstacleIn(facts: {
	readonly release: string;
	readonly uidMap: string;
	readonly maximum: string;
}): string | undefined {
	const [major = 0, minor = 0] = facts.release.split(/[.-]/).map(Number);
	const [neededMajor, neededMinor] = NEEDED_KERNEL;
	if (major < neededMajor || (major === neededMajor && minor < neededMinor)) {
		return `Linux ${facts.release} is older than ${NEEDED_KERNEL.join(".")}`;
	}
	const isMapped = facts.uidMap
		.trim()
		.split("\n")
		.map((line) => line.trim().split(/\s+/).map(Number))
		.some(
			([first = 0, , count = 0]) =>
				first <= FIRST_LAB_ID && FIRST_LAB_ID + LAB_IDS <= first + count,
		);
	if (!isMapped) {
		return `root here is root of a container without the user ids from ${FIRST_LAB_ID} on`;
	}
	return facts.maximum.trim() === "0"
		? "user namespaces are switched off: user.max_user_namespaces is 0"
		: undefined;
}

/**
 * Who is given ids of labs, so that they could do to a lab's files what only its users may. Pure.
 *
 * @param ranges text of `/etc/subuid` or `/etc/subgid`: `user:first id:number of ids` in each line
 */
export function sharersIn(ranges: string): readonly string[] {
	return ranges.split("\n").flatMap((line) => {
		const [user = "", first, count] = line.split(":");
		const start = Number(first);
		const overlaps =
			start < FIRST_LAB_ID + LAB_IDS && FIRST_LAB_ID < start + Number(count);
		return overlaps ? [user] : [];
	});
}

function rootMapping(): UserMapping {
	const reason =
		obstacleIn({
			release: release(),
			uidMap: readFileSync("/proc/self/uid_map", "utf8"),
			maximum: readOr("/proc/sys/user/max_user_namespaces", "0"),
		}) ?? refusal();
	return reason === undefined ? { kind: "range" } : { kind: "none", reason };
}

/** Why the kernel makes no user namespace, asked by trying. */
function refusal(): string | undefined {
	const { status, stderr } = spawnSync("unshare", ["--user", "true"], {
		encoding: "utf8",
	});
	return status === 0
		? undefined
		: `the kernel refuses user namespaces (${(stderr ?? "").trim()})`;
}

/**
 * The words before options of `unshare` and a command that give the command new namespaces, among them a user namespace in which
 * it is root of a lab's users only.
 *
 * @param options.reachable absolute paths that the command needs although a lab's users could not get there; only the last
 *   name on each has to be open to them
 * @param options.realTimePriority run as a real-time process of this priority: nobody in the namespace can become one, but
 *   whoever inherits it may keep it
 */
export function unshare(
	options: {
		readonly reachable?: readonly string[];
		readonly realTimePriority?: number | undefined;
		/** @default false */
		readonly endsWithParent?: boolean;
	} = {},
): readonly [string, ...string[]] {
	const { kind } = userMapping();
	const bound = options.endsWithParent ? END_WITH_PARENT : [];
	const [command = "", ...words] = [...bound, "unshare"];
	switch (kind) {
		case "subordinate":
			return [command, ...words, "--user", "--map-root-user", "--map-auto"];
		case "none":
			return [command, ...words];
		case "range":
			return [
				"unshare",
				"--mount",
				join(__dirname, "files", "user-namespace.sh"),
				...[FIRST_LAB_ID, LAB_IDS, options.realTimePriority ?? 0].map(String),
				...behindClosedDoors(options.reachable ?? []),
				// Whoever enters a user namespace forgets that it is to end with its parent.
				"--",
				command,
				...words,
			];
	}
}

/** The options of `nsenter` for the user namespace of a process. */
export function enterUserNamespace(target: number): readonly string[] {
	if (!isRoot()) {
		return ["--user", "--preserve-credentials"];
	}
	return namespaceOf(target) === namespaceOf("self") ? [] : ["--user"];
}

/** Options that overlays need: in a user namespace they keep their marks in user attributes. */
export function overlayOptions(): string {
	return userMapping().kind === "none" ? "" : "userxattr";
}

/** Let a lab's users own a file or a directory. */
export async function giveToLab(path: string): Promise<void> {
	if (userMapping().kind !== "range") {
		return;
	}
	await lchown(path, FIRST_LAB_ID, FIRST_LAB_ID);
}

/** Let a lab's users own a file, or a directory with all that is in it. */
export async function giveTreeToLab(path: string): Promise<void> {
	if (userMapping().kind !== "range") {
		return;
	}
	await giveToLab(path);
	const below = await readdir(path, {
		recursive: true,
		withFileTypes: true,
	}).catch(() => []);
	for (const { parentPath, name } of below) {
		await giveToLab(join(parentPath, name));
	}
}

/** Let a lab's users read a file or pass through a directory of root's, and nobody else. */
export async function showToLab(path: string, mode: number): Promise<void> {
	if (userMapping().kind !== "range") {
		return;
	}
	await chown(path, 0, FIRST_LAB_ID);
	await chmod(path, mode);
}

/**
 * What stands in directories that a lab's users may not pass, on the way to these paths: from the top down.
 */
function behindClosedDoors(paths: readonly string[]): readonly string[] {
	const kept = new Set<string>();
	for (const path of paths) {
		for (let child = path; dirname(child) !== child; child = dirname(child)) {
			if (!isPassable(dirname(child))) {
				kept.add(child);
			}
		}
	}
	return [...kept].sort();
}

/** Whether a lab's users may pass a directory. */
function isPassable(directory: string): boolean {
	const { mode, uid, gid } = statSync(directory);
	if (uid === FIRST_LAB_ID) {
		return (mode & 0o100) !== 0;
	}
	return (mode & (gid === FIRST_LAB_ID ? 0o010 : 0o001)) !== 0;
}

function namespaceOf(process: number | "self"): string {
	try {
		return readlinkSync(`/proc/${process}/ns/user`);
	} catch {
		return "";
	}
}

function readOr(path: string, otherwise: string): string {
	try {
		return readFileSync(path, "utf8");
	} catch {
		return otherwise;
	}
}
