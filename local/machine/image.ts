import { createHash } from "node:crypto";
import { access, readdir, readFile } from "node:fs/promises";
import { join, relative } from "node:path";
import { LocalLabError } from "../errors";
import { cacheDirectory, userNamespaceOptions } from "../host";
import { run } from "../process";

const RECIPE = join(__dirname, "files", "image");

/** The root file system from which every node boots. Read-only: each node writes to an overlay of its own. */
export interface NodeImage {
	readonly directory: string;
	/** Whether this call built it. */
	readonly built: boolean;
}

export interface EnsureImageOptions {
	/** Called with each line that tells how far the build is. */
	readonly onProgress?: (line: string) => void;
	readonly signal?: AbortSignal;
}

/** Path of the image that belongs to the present recipe, whether it is built or not. */
export async function imageDirectory(): Promise<string> {
	const hash = createHash("sha256").update(process.arch);
	for (const file of await recipeFiles()) {
		hash.update(`\0${relative(RECIPE, file)}\0`).update(await readFile(file));
	}
	return join(imageStore(), hash.digest("hex").slice(0, 16));
}

/**
 * The node image, built first if it is missing (about half a minute, network needed).
 *
 * The build happens under a temporary name in namespaces that end with this process, so an interrupted one
 * leaves at most a directory that the next build or {@link removeUnfinishedImages} deletes. Whoever else asks
 * for the same image meanwhile waits for it.
 */
export async function ensureImage(
	options: EnsureImageOptions = {},
): Promise<NodeImage> {
	const directory = await imageDirectory();
	if (await exists(directory)) return { directory, built: false };

	let tail: string[] = [];
	const result = await run(
		"setpriv",
		[
			...["--pdeathsig", "KILL", "unshare", ...userNamespaceOptions()],
			...["--mount", "--pid", "--fork", "--kill-child", "--mount-proc"],
			...[join(RECIPE, "build.sh"), directory],
		],
		{
			signal: options.signal,
			onLine: (line) => {
				tail = [...tail.slice(-14), line];
				options.onProgress?.(line);
			},
		},
	);
	if (options.signal?.aborted) {
		await removeUnfinishedImages();
		throw new LocalLabError("The build of the node image was interrupted.", {
			remedy: "Run the same command again: it starts the build afresh.",
		});
	}
	if (result.exitCode !== 0) {
		throw new LocalLabError(
			`The node image could not be built in ${directory} (exit code ${result.exitCode}).`,
			{
				remedy:
					"Check that this machine reaches a Debian mirror (set HALAB_DEBIAN_MIRROR to use another) and run `halab doctor`.",
				log: tail.join("\n"),
			},
		);
	}
	return { directory, built: true };
}

/** Delete what an interrupted build left. A build that is still running is not touched. */
export async function removeUnfinishedImages(): Promise<void> {
	const store = imageStore();
	const leftovers = (await entries(store)).filter((name) =>
		name.startsWith(".building-"),
	);
	if (leftovers.length === 0) return;
	await run("unshare", [
		...userNamespaceOptions(),
		...["--mount", join(RECIPE, "remove-unfinished.sh"), store],
	]);
}

/** Delete every image of the cache. The next lab builds its image again. */
export async function removeImages(): Promise<void> {
	// An ordinary user's image belongs to users of a user namespace.
	await run("unshare", [...userNamespaceOptions(), "rm", "-rf", imageStore()]);
}

function imageStore(): string {
	return join(cacheDirectory(), "images");
}

async function recipeFiles(): Promise<readonly string[]> {
	const found = await readdir(RECIPE, { recursive: true, withFileTypes: true });
	return found
		.filter((entry) => entry.isFile())
		.map((entry) => join(entry.parentPath, entry.name))
		.sort();
}

async function entries(directory: string): Promise<readonly string[]> {
	return readdir(directory).catch(() => []);
}

async function exists(path: string): Promise<boolean> {
	return access(path).then(
		() => true,
		() => false,
	);
}
