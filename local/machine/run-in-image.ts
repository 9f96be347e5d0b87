import { join } from "node:path";
import { type Outcome, run } from "../host/process";
import { overlayOptions, unshare } from "../host/user-namespace";
import { type EnsureImageOptions, ensureImage } from "./image";

/** Files to put into a machine: absolute path → content. */
export type Files = Readonly<Record<string, string>>;

/**
 * Run a bash script in a throw-away copy of the node image: fresh mount, PID, network, UTS and IPC namespaces,
 * a writable overlay in memory, an `eth0` that is up and leads nowhere. No systemd runs in it.
 *
 * @param files written before the script starts, owned by root; mode 755 for scripts (`#!`), else 644
 */
export async function runInImage(
	script: string,
	files: Files = {},
	options: EnsureImageOptions = {},
): Promise<Outcome> {
	const { directory } = await ensureImage(options);
	const parts: Buffer[] = [];
	for (const [path, content] of Object.entries(files)) {
		const bytes = Buffer.from(content);
		// keepalived refuses to read a configuration that is executable.
		const mode = content.startsWith("#!") ? 755 : 644;
		parts.push(Buffer.from(`${path}\n${mode}\n${bytes.length}\n`), bytes);
	}
	parts.push(Buffer.from(".\n"), Buffer.from(script));
	const inside = join(__dirname, "files", "run-in-image.sh");
	const [command, ...words] = unshare({
		reachable: [inside, directory],
		endsWithParent: true,
	});
	return run(
		command,
		[
			...words,
			...["--mount", "--pid", "--net", "--uts", "--ipc"],
			...["--fork", "--kill-child", inside, directory, overlayOptions()],
		],
		{ input: Buffer.concat(parts) },
	);
}
