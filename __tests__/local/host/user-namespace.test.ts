import { chmod, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { run } from "../../../local/host/process";
import {
	FIRST_LAB_ID,
	obstacleIn,
	sharersIn,
	unshare,
	userMapping,
} from "../../../local/host/user-namespace";

const FACTS = {
	release: "6.8.0-45-generic",
	uidMap: "         0          0 4294967295\n",
	maximum: "126041\n",
};

test("nothing speaks against a user namespace on an ordinary computer", () => {
	expect(obstacleIn(FACTS)).toBeUndefined();
	expect(obstacleIn({ ...FACTS, release: "6.6.1" })).toBeUndefined();
	expect(obstacleIn({ ...FACTS, release: "10.0.0" })).toBeUndefined();
});

test("tells what stands in the way of a user namespace", () => {
	expect(obstacleIn({ ...FACTS, release: "6.1.0-13-amd64" })).toBe(
		"Linux 6.1.0-13-amd64 is older than 6.6",
	);
	expect(obstacleIn({ ...FACTS, release: "5.15.0" })).toContain("older");
	expect(obstacleIn({ ...FACTS, uidMap: "0 100000 65536\n" })).toBe(
		`root here is root of a container without the user ids from ${FIRST_LAB_ID} on`,
	);
	expect(obstacleIn({ ...FACTS, maximum: "0\n" })).toContain(
		"user.max_user_namespaces is 0",
	);
});

test("tells who is given ids of labs", () => {
	const last = FIRST_LAB_ID + 65_535;
	const ranges = [
		"# ids",
		"alice:100000:65536",
		`below:${FIRST_LAB_ID - 65_536}:65536`,
		`first:${FIRST_LAB_ID - 65_536}:65537`,
		`last:${last}:1`,
		`above:${last + 1}:65536`,
		"all:1:4294967294",
		"",
	].join("\n");
	expect(sharersIn(ranges)).toEqual(["first", "last", "all"]);
});

describe.skipIf(userMapping().kind !== "range")("root's user namespace", () => {
	let directory = "";
	const inside = async (
		script: string,
		options: Parameters<typeof unshare>[0] = {},
	) => {
		const [command, ...words] = unshare(options);
		return run(command, [
			...[...words, "--mount", "--pid", "--net", "--fork", "--kill-child"],
			...["--mount-proc", "bash", "-c", script, "bash", directory],
		]);
	};

	beforeAll(async () => {
		directory = await mkdtemp(join(tmpdir(), "halab-closed-"));
		await mkdir(join(directory, "wanted", "deep"), { recursive: true });
		await writeFile(join(directory, "wanted", "deep", "file"), "wanted\n");
		await writeFile(join(directory, "single"), "single\n");
		await writeFile(join(directory, "other"), "other\n");
		await writeFile(join(directory, "wanted", "secret"), "secret\n", {
			mode: 0o600,
		});
		await chmod(join(directory, "wanted"), 0o700);
		await chmod(directory, 0o700);
	});

	afterAll(() => rm(directory, { recursive: true }));

	test("has a root that is nobody outside", async () => {
		const { stdout } = await inside("id -u; cat /proc/self/uid_map");
		expect(stdout.trim().split(/\s+/)).toEqual([
			...["0", "0", String(FIRST_LAB_ID), "65536"],
		]);
	});

	test("neither reads root's files nor writes the kernel's settings nor makes devices", async () => {
		const script = `
			cat /etc/shadow
			cat "$1/wanted/secret"
			echo 1 >/proc/sys/kernel/panic && echo set
			echo h >/proc/sysrq-trigger && echo triggered
			mknod /tmp/halab-disk b 8 0 && echo made
			mount -o remount,rw / && echo mounted`;
		const { stdout, stderr } = await inside(script);
		expect(stdout).toBe("");
		expect(stderr).toContain("secret: Permission denied");
	});

	test("sees what it needs behind closed directories, and nothing else there", async () => {
		const script = `
			cd "$1" && find . | sort && cat wanted/deep/file single`;
		const { stdout, exitCode } = await inside(script, {
			reachable: [join(directory, "single"), join(directory, "wanted", "deep")],
		});
		expect(exitCode).toBe(0);
		expect(stdout).toBe(
			`${[".", "./single", "./wanted", "./wanted/deep", "./wanted/deep/file", "wanted", "single"].join("\n")}\n`,
		);
	});

	test("hands its real-time priority on to whoever does not give it away", async () => {
		const { stdout, exitCode } = await inside(
			"chrt --pid 0 && chrt --rr 20 true && ! chrt --rr 40 true 2>&1 && chrt --other 0 sh -c '! chrt --rr 20 true'",
			{ realTimePriority: 30 },
		);
		expect(stdout).toMatch(/SCHED_RR\n.*priority: 30\n/);
		expect(exitCode).toBe(0);
	});

	test("with real-time priority is not nice, whoever started it", async () => {
		const [command, ...words] = unshare({ realTimePriority: 30 });
		const nice = ["nice", "-n", "5", command, ...words];
		const { stdout } = await run("env", [
			...[...nice, "--pid", "--fork", "chrt", "--other", "0", "nice"],
		]);
		expect(stdout).toBe("0\n");
	});

	test("ends with its parent where that is asked for", async () => {
		const [command, ...words] = unshare({ endsWithParent: true });
		const marker = `halab-${process.pid}`;
		const outcome = await run("bash", [
			...["-c", 'timeout -s KILL 1 "$@" & sleep 0.5; kill -KILL $!', "bash"],
			...[command, ...words, "--pid", "--fork", "--kill-child"],
			...["bash", "-c", `exec -a ${marker} sleep 60`],
		]);
		expect(outcome.exitCode).toBe(0);
		const left = await run("pgrep", ["--full", `^${marker}`]);
		expect(left.stdout).toBe("");
	});
});
