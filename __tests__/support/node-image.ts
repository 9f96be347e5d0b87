import { runInImage } from "../../local/machine/run-in-image";

/**
 * Run a bash script in a throw-away copy of the node image (Debian 12 with keepalived, nginx, cloud-init and
 * logrotate), which is built first if it is missing. `eth0` exists and is up, so `keepalived -t` works.
 *
 * @param files absolute path → content; written before the script starts, owned by root; mode 755 for scripts (`#!`), else 644
 */
export async function runInNodeImage(
	script: string,
	files?: Record<string, string>,
): Promise<{ exitCode: number; stdout: string; stderr: string }> {
	return runInImage(script, files);
}
