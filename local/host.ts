import { homedir, userInfo } from "node:os";
import { join } from "node:path";

/** Whether halab runs as root. An ordinary user gets the same lab inside a user namespace. */
export function isRoot(): boolean {
	return process.getuid?.() === 0;
}

/** Name of the user who runs halab, for messages. */
export function userName(): string {
	return userInfo().username;
}

/** Options of `unshare` that give an ordinary user a root of their own; nothing for root. */
export function userNamespaceOptions(): readonly string[] {
	return isRoot() ? [] : ["--user", "--map-root-user", "--map-auto"];
}

/**
 * Where images are kept: `HALAB_CACHE_DIR`, else `/var/cache/halab` for root
 * and `$XDG_CACHE_HOME/halab` for an ordinary user.
 */
export function cacheDirectory(env: NodeJS.ProcessEnv = process.env): string {
	const { HALAB_CACHE_DIR, XDG_CACHE_HOME } = env;
	if (HALAB_CACHE_DIR) return HALAB_CACHE_DIR;
	if (isRoot()) return "/var/cache/halab";
	return join(XDG_CACHE_HOME || join(homedir(), ".cache"), "halab");
}

/**
 * Where the state of running labs is kept: `HALAB_STATE_DIR`, else `/var/lib/halab` for root
 * and `$XDG_STATE_HOME/halab` for an ordinary user.
 */
export function stateDirectory(env: NodeJS.ProcessEnv = process.env): string {
	const { HALAB_STATE_DIR, XDG_STATE_HOME } = env;
	if (HALAB_STATE_DIR) return HALAB_STATE_DIR;
	if (isRoot()) return "/var/lib/halab";
	return join(XDG_STATE_HOME || join(homedir(), ".local", "state"), "halab");
}

/** Options that overlays need: an ordinary user's overlays keep their marks in user attributes. */
export function overlayOptions(): string {
	return isRoot() ? "" : "userxattr";
}
