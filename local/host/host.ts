import { realpathSync } from "node:fs";
import { userInfo } from "node:os";
import { basename, dirname, join, resolve } from "node:path";
import { homeDirectory } from "../../base/home-directory";
import { LocalLabError } from "./errors";

/** Whether halab runs as root. An ordinary user gets the same lab inside a user namespace. */
export function isRoot(): boolean {
	return process.getuid?.() === 0;
}

/** Whether a path has a character that means something else among the options of a mount. */
export const isOddInMount = (path: string): boolean =>
	/[:,\\\p{Cc}]/u.test(path);

/** Name of the user who runs halab, for messages; the number of one who has no name on this computer. */
export function userName(): string {
	try {
		return userInfo().username;
	} catch {
		return String(process.getuid?.() ?? "");
	}
}

/** @throws LocalLabError when neither the environment nor this computer's list of users knows one */
function neededHome(variable: string): string {
	const home = homeDirectory();
	if (home === undefined) {
		throw new LocalLabError(
			`User ${userName()} has no home directory on this computer.`,
			{ remedy: `Set HOME or ${variable} to a directory of yours.` },
		);
	}
	return home;
}

/**
 * Where images are kept: `HALAB_CACHE_DIR`, else `/var/cache/halab` for root
 * and `$XDG_CACHE_HOME/halab` for an ordinary user. Absolute: it is mounted and handed to other processes.
 *
 * @throws LocalLabError when its path has a character that means something else among the options of a mount, or there is
 *   no home directory to have it in
 */
export function cacheDirectory(env: NodeJS.ProcessEnv = process.env): string {
	const { HALAB_CACHE_DIR, XDG_CACHE_HOME } = env;
	const directory = resolve(
		HALAB_CACHE_DIR ||
			(isRoot()
				? "/var/cache/halab"
				: join(
						XDG_CACHE_HOME || join(neededHome("HALAB_CACHE_DIR"), ".cache"),
						"halab",
					)),
	);
	if (isOddInMount(directory)) {
		throw new LocalLabError(
			`${JSON.stringify(directory)} cannot hold the node image: a mount reads a colon, a comma, a backslash and control characters in a path as something else.`,
			{ remedy: "Set HALAB_CACHE_DIR to a directory without them." },
		);
	}
	return directory;
}

/**
 * Where the state of running labs is kept: `HALAB_STATE_DIR`, else `/var/lib/halab` for root
 * and `$XDG_STATE_HOME/halab` for an ordinary user. Absolute: what is made of it is mounted, locked and handed to other
 * processes. And without symbolic links: whoever works with a lab has to find who holds it, however its place was spelled.
 *
 * @throws LocalLabError when there is no home directory to have it in
 */
export function stateDirectory(env: NodeJS.ProcessEnv = process.env): string {
	const { HALAB_STATE_DIR, XDG_STATE_HOME } = env;
	if (HALAB_STATE_DIR) {
		return canonical(resolve(HALAB_STATE_DIR));
	}
	if (isRoot()) {
		return "/var/lib/halab";
	}
	return canonical(
		resolve(
			XDG_STATE_HOME || join(neededHome("HALAB_STATE_DIR"), ".local", "state"),
			"halab",
		),
	);
}

/** An absolute path without symbolic links, as far as it is there. */
function canonical(path: string): string {
	try {
		return realpathSync(path);
	} catch {
		const parent = dirname(path);
		return parent === path ? path : join(canonical(parent), basename(path));
	}
}
