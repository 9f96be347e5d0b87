import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const COMMAND = join(__dirname, "../../bin/halab.js");

/** A directory of its own for settings and state, in which the `halab` command runs as a user would run it. */
export class Workplace {
	readonly directory = mkdtempSync(join(tmpdir(), "halab-test-"));

	writeSettings(text: string): void {
		writeFileSync(join(this.directory, "halab.yaml"), text);
	}

	halab(...words: string[]): {
		exitCode: number | null;
		stdout: string;
		stderr: string;
	} {
		const { status, stdout, stderr } = spawnSync(
			process.execPath,
			[COMMAND, ...words],
			{
				cwd: this.directory,
				encoding: "utf8",
				env: {
					...process.env,
					HALAB_STATE_DIR: join(this.directory, "state"),
				},
			},
		);
		return { exitCode: status, stdout, stderr };
	}

	remove(): void {
		rmSync(this.directory, { recursive: true, force: true });
	}
}
