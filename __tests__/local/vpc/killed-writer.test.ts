import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { afterEach, beforeEach, expect, test } from "vitest";
import { openVpcStore } from "../../../local/vpc/journal";

const PROGRAM = join(__dirname, "writing-program.ts");

let directory: string;
let writer: ChildProcess | undefined;

beforeEach(async () => {
	directory = await mkdtemp(join(tmpdir(), "halab-killed-"));
});

afterEach(async () => {
	if (writer && writer.exitCode === null && writer.signalCode === null) {
		const ended = once(writer, "close");
		writer.kill("SIGKILL");
		await ended;
	}
	await rm(directory, { recursive: true });
});

/** Names of the roles that the journal holds. */
async function rolesOnDisk(): Promise<readonly string[]> {
	const store = await openVpcStore({ directory });
	try {
		return Object.keys(store.state.roles);
	} finally {
		await store.close();
	}
}

/** What the program said, until it has said so much or has ended. */
async function listen(
	child: ChildProcess,
	until: (said: readonly string[]) => boolean,
): Promise<string[]> {
	if (!child.stdout) {
		throw new Error("no stdout");
	}
	const said: string[] = [];
	for await (const line of createInterface({ input: child.stdout })) {
		said.push(line);
		if (until(said) && !child.killed) {
			child.kill("SIGKILL");
		}
	}
	return said;
}

const done = (said: readonly string[]): string[] =>
	said
		.filter((line) => line.startsWith("done "))
		.map((line) => line.slice("done ".length));

test("whenever the writer is killed, what it said was done is there", async () => {
	const acknowledged: string[] = [];
	for (const [round, count] of [3, 40, 333, 700].entries()) {
		writer = spawn(
			process.execPath,
			["--import", "tsx", PROGRAM, directory, `${round}`],
			{ stdio: ["ignore", "pipe", "inherit"] },
		);
		const said = await listen(writer, ({ length }) => length >= count);
		expect(said.length).toBeGreaterThanOrEqual(count);
		acknowledged.push(...done(said));
		const there = new Set(await rolesOnDisk());
		expect(acknowledged.filter((name) => !there.has(name))).toEqual([]);
		// What was under way may be there or not: five commands at a time.
		expect(there.size - acknowledged.length).toBeLessThanOrEqual(
			5 * (round + 1),
		);
	}
});

test("on a full disk commands fail, and what was done before is there", async () => {
	// The disk is there for these processes only.
	const script =
		'mount -t tmpfs -o size=64k none "$1" && "$3" --import tsx "$4" "$1" full && cp "$1"/vpc.ndjson "$2"';
	const disk = join(directory, "disk");
	await mkdir(disk);
	const user = process.getuid?.() === 0 ? [] : ["--map-root-user"];
	const args = [disk, directory, process.execPath, PROGRAM];
	writer = spawn(
		"unshare",
		[...user, "--mount", "sh", "-c", script, "sh", ...args],
		{ stdio: ["ignore", "pipe", "inherit"] },
	);
	const said = await listen(writer, () => false);
	expect(said.filter((line) => line.startsWith("failed "))).toEqual(
		Array.from({ length: 5 }, () =>
			expect.stringMatching(/journal cannot be written: ENOSPC/),
		),
	);
	const there = new Set(await rolesOnDisk());
	expect(there.size).toBeGreaterThan(100);
	expect(done(said).filter((name) => !there.has(name))).toEqual([]);
});
