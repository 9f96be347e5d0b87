import { spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { COMMAND, Workplace } from "./halab";

const ROOT = process.getuid?.() === 0;
/** Nobody's number: `/etc/passwd` has no line for it. */
const UNKNOWN = "54321";

const workplace = new Workplace();

afterAll(() => workplace.remove());

test("a directory that was deleted meanwhile is said, without a stack trace", () => {
	const gone = join(workplace.directory, "gone");
	mkdirSync(gone);
	const { status, stderr } = spawnSync(
		"sh",
		[
			...["-c", 'rmdir "$PWD"; exec "$@"', "sh"],
			...[process.execPath, COMMAND, "labs"],
		],
		{ cwd: gone, encoding: "utf8" },
	);
	expect(stderr).toBe(
		"The current directory does not exist any more.\n→ Change to another one, then try again.\n",
	);
	expect(status).toBe(2);
});

test.skipIf(!ROOT)(
	"a user without a name and a home is told what to set (needs root)",
	() => {
		const { HOME, HALAB_STATE_DIR, XDG_STATE_HOME, ...env } = process.env;
		const { status, stderr } = spawnSync(
			"setpriv",
			[
				...["--reuid", UNKNOWN, "--regid", UNKNOWN, "--clear-groups"],
				...[process.execPath, COMMAND, "status", "--name", "x"],
			],
			{ cwd: "/", env, encoding: "utf8" },
		);
		expect(stderr).toBe(
			`User ${UNKNOWN} has no home directory on this computer.\n→ Set HOME or HALAB_STATE_DIR to a directory of yours.\n`,
		);
		expect(status).toBe(1);
	},
);

test.skipIf(!ROOT)(
	"a key in the home of a user without one is refused (needs root)",
	() => {
		const settings = join(workplace.directory, "key.yaml");
		writeFileSync(
			settings,
			"access: {adminCidrs: [8.8.4.4/32], publicKeyFile: ~/.ssh/id_rsa.pub}",
		);
		chmodSync(workplace.directory, 0o755);
		const { HOME, ...env } = process.env;
		const { status, stderr } = spawnSync(
			"setpriv",
			[
				...["--reuid", UNKNOWN, "--regid", UNKNOWN, "--clear-groups"],
				...[process.execPath, COMMAND, "check", "-s", settings],
			],
			{ cwd: "/", env, encoding: "utf8" },
		);
		expect(stderr).toMatch(
			/: access\.publicKeyFile: .* cannot be read: you have no home directory on this computer\. Name the \.pub file/,
		);
		expect(status).toBe(2);
	},
);

test("commands in the lines of progress are as they would have to be typed", () => {
	const { stdout, stderr, exitCode } = workplace.halabWith(
		{ HALAB_STATE_DIR: "/run/halab-test", npm_command: "exec" },
		"up",
	);
	expect(stdout + stderr).toMatch(/FAILED: (.|\n)*`[a-z ]*npx halab doctor`/);
	expect(stdout + stderr).not.toContain("`halab doctor`");
	expect(exitCode).toBe(1);
});
