import { createHash } from "node:crypto";
import { access, chmod, mkdir, readdir, readFile } from "node:fs/promises";
import { join, relative } from "node:path";
import { LocalLabError } from "../host/errors";
import { cacheDirectory } from "../host/host";
import { run } from "../host/process";
import {
	FIRST_LAB_ID,
	giveToLab,
	unshare,
	userMapping,
} from "../host/user-namespace";

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
	await makeStore();
	const directory = await imageDirectory();
	if (await exists(directory)) {
		return { directory, built: false };
	}

	let tail: string[] = [];
	const [command, ...words] = unshare({
		reachable: [imageStore(), RECIPE],
		endsWithParent: true,
	});
	const result = await run(
		command,
		[
			...words,
			"--mount",
			"--pid",
			"--fork",
			"--kill-child",
			"--mount-proc",
			join(RECIPE, "build.sh"),
			directory,
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
	if (leftovers.length === 0) {
		return;
	}
	const [command, ...words] = unshare({ reachable: [store, RECIPE] });
	await run(command, [
		...words,
		"--mount",
		join(RECIPE, "remove-unfinished.sh"),
		store,
	]);
}

/** Closed to everybody else: the images hold programs that run as their owner and never get updates. */
function cacheStore(): string {
	return join(cacheDirectory(), "images");
}

/** Where the present kind of image is kept. Its owner is whom a lab's root is on this computer. */
function imageStore(): string {
	return userMapping().kind === "range"
		? join(cacheStore(), `of-${FIRST_LAB_ID}`)
		: cacheStore();
}

async function makeStore(): Promise<void> {
	await mkdir(imageStore(), { recursive: true });
	await chmod(cacheStore(), 0o700);
	if (userMapping().kind === "range") {
		await giveToLab(imageStore());
	}
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
