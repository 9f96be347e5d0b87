import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { run } from "../../../local/host/process";

let directory = "";

beforeAll(async () => {
	directory = await mkdtemp(join(tmpdir(), "halab-cloud-"));
});

afterAll(() => rm(directory, { recursive: true }));

test("the local cloud's process ends when its journal cannot be written, and the next one goes on when there is room", async () => {
	// The disk is there for these processes only.
	const script = `
		mount -t tmpfs -o size=32k none "$1"
		for size in 32k 1m; do
			mount -o remount,size=$size "$1"
			timeout 30 "$2" --import tsx "$3" "$1" && code=0 || code=$?
			echo "ended with $code"
		done`;
	const user = process.getuid?.() === 0 ? [] : ["--map-root-user"];
	const program = join(__dirname, "journal-program.ts");
	const { stdout, stderr } = await run("unshare", [
		...[...user, "--mount", "sh", "-euc", script, "sh"],
		...[directory, process.execPath, program],
	]);
	expect(stderr).toMatch(/journal cannot be written: ENOSPC/);
	expect(stdout).toBe("ended with 1\ndone\nended with 0\n");
}, 60_000);
