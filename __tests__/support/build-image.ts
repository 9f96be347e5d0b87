import { ensureImage } from "../../local/machine/image";

/** Builds the node image before the first test, which would otherwise have to wait for it within its own time limit. */
export async function setup(): Promise<void> {
	await ensureImage({
		onProgress: (message) => process.stdout.write(`node image: ${message}\n`),
	});
}
