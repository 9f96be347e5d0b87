import { dirname, join } from "node:path";
import { run } from "../../local/host/process";
import { overlayOptions, unshare } from "../../local/host/user-namespace";
import { ensureImage } from "../../local/machine/image";
import type { CommandResult } from "../../ports/bench";

/** The script that runs another one in the image. */
export const RUN_IN_IMAGE = join(__dirname, "files", "run-in-image.sh");
const ROOT = dirname(dirname(__dirname));

/**
 * Run a bash script in a throw-away copy of the node image (Debian 12 with keepalived, nginx, cloud-init and logrotate), which is
 * built first if it is missing: fresh mount, PID, network, UTS and IPC namespaces, a writable overlay in memory. `eth0` exists
 * and is up, so `keepalived -t` works, but leads nowhere. No systemd runs in it.
 *
 * @param files absolute path → content; written before the script starts, owned by root; mode 755 for scripts (`#!`), else 644
 */
export async function runInNodeImage(
	script: string,
	files: Readonly<Record<string, string>> = {},
): Promise<CommandResult> {
	const { directory } = await ensureImage();
	const parts = Object.entries(files).flatMap(([path, content]) => {
		const bytes = Buffer.from(content);
		// keepalived refuses to read a configuration that is executable.
		const mode = content.startsWith("#!") ? 755 : 644;
		return [Buffer.from(`${path}\n${mode}\n${bytes.length}\n`), bytes];
	});
	const [command, ...words] = unshare({
		reachable: [ROOT, directory],
		endsWithParent: true,
	});
	return run(
		command,
		[
			...words,
			...["--mount", "--pid", "--net", "--uts", "--ipc"],
			...["--fork", "--kill-child", RUN_IN_IMAGE, directory, overlayOptions()],
		],
		{
			input: Buffer.concat([...parts, Buffer.from(".\n"), Buffer.from(script)]),
		},
	);
}
