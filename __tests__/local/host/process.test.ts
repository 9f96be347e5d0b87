import { expect, test } from "vitest";
import { run } from "../../../local/host/process";

const sh = (script: string, options?: Parameters<typeof run>[2]) =>
	run("sh", ["-c", script], options);

test.each([
	["by itself", "echo out; echo err >&2; exit 3", 3],
	["by a signal", "echo out; echo err >&2; kill -TERM $$", 143],
])("what a program wrote is kept when it ends %s", async (_how, script, exitCode) => {
	expect(await sh(script)).toEqual({
		exitCode,
		stdout: "out\n",
		stderr: "err\n",
	});
});

test("a program that cannot be started says so", async () => {
	expect(await run("/no/such/program", [])).toEqual({
		exitCode: 127,
		stdout: "",
		stderr: "spawn /no/such/program ENOENT",
	});
});

test("input is handed over, and need not be read", async () => {
	expect((await sh("cat", { input: "α\n" })).stdout).toBe("α\n");
	const input = Buffer.alloc(1_000_000);
	expect((await sh("exit 4", { input })).exitCode).toBe(4);
});

test("lines come one by one, also one that is not ended", async () => {
	const lines: string[] = [];
	await sh("printf 'a\\nb\\nc'", { onLine: (line) => lines.push(line) });
	expect(lines).toEqual(["a", "b", "c"]);
});

test.each([
	["a time limit", () => ({ timeoutMs: 50 })],
	["a signal that fires", () => ({ signal: AbortSignal.timeout(50) })],
	["a signal that has fired", () => ({ signal: AbortSignal.abort() })],
])("%s ends a program for good", async (_what, options) => {
	const script = "trap '' TERM; while :; do sleep 0.1; done";
	expect(await sh(script, options())).toMatchObject({
		exitCode: 137,
		stderr: "",
	});
});
