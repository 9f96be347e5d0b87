import { readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { run } from "../../local/host/process";
import { LAB_TEST } from "../local/lab/own-lab";
import { type Traces, traces } from "../local/lab/traces";
import { COMMAND, Workplace } from "./halab";

const ROOT = process.getuid?.() === 0;
const NAME = "halab-disk";
const SIZE = 8 * 1024 * 1024;

describe.skipIf(!ROOT)(
	"a disk that takes nothing more (needs root)",
	LAB_TEST,
	() => {
		const workplace = new Workplace();
		const state = join(workplace.directory, "state");
		const filler = join(state, "filler");
		workplace.writeSettings(`name: ${NAME}\ntiming: fast\n`);
		const look = (): Promise<Traces> => traces(NAME, state);
		let before: Traces;

		const fill = (): void => {
			const block = Buffer.alloc(4096);
			try {
				for (let bytes = 0; bytes <= SIZE; bytes += block.length) {
					writeFileSync(filler, block, { flag: "a" });
				}
			} catch {
				// Full.
			}
		};

		beforeAll(async () => {
			await run("mkdir", [state]);
			const { exitCode } = await run("mount", [
				...["-t", "tmpfs", "-o", `size=${SIZE},mode=700`, "tmpfs", state],
			]);
			expect(exitCode).toBe(0);
			before = await look();
		});

		afterAll(async () => {
			rmSync(filler, { force: true });
			workplace.halab("down", "--force");
			await run("umount", [state]);
			workplace.remove();
		});

		test("up is refused on a full disk, and leaves nothing", async () => {
			fill();
			const { exitCode, stderr } = workplace.halab("up");
			expect(stderr).toMatch(
				/nothing can be written into .*state: the disk is full(.|\n)*HALAB_STATE_DIR/,
			);
			expect(stderr).not.toMatch(/^\s+at /m);
			expect(exitCode).toBe(1);
			expect(readdirSync(state)).toEqual(["filler"]);
			expect(await look()).toEqual(before);
			rmSync(filler);
		});

		test("a disk that is full under a running lab: status tells the truth, a drill is refused, down leaves nothing", async () => {
			expect(workplace.halab("up").exitCode).toBe(0);
			fill();
			const status = workplace.halab("status");
			expect(status.stdout).toMatch(/10\.34\.0\.200 answers: node-[12]/);
			expect(status.exitCode).toBe(0);
			const drill = workplace.halab("drill", "stop-keepalived");
			expect(drill.stderr).toMatch(
				/^The event log cannot be kept in .*: the disk is full\. .*then drill again\.\n$/,
			);
			expect(drill.exitCode).toBe(1);
			const down = workplace.halab("down");
			expect(down.stderr).toBe("");
			expect(down.stdout).toMatch(/^halab-disk is removed/);
			expect(down.exitCode).toBe(0);
			expect(readdirSync(state)).toEqual(["filler"]);
			expect(await look()).toEqual(before);
			rmSync(filler);
		}, 90_000);

		test("a disk that is read-only: the lab goes, its files are named, and go when they can", async () => {
			expect(workplace.halab("up").exitCode).toBe(0);
			// Elsewhere than in this namespace the lab may go on writing.
			const readOnly = (...words: string[]) =>
				run("unshare", [
					...["--mount", "env", `HALAB_STATE_DIR=${state}`, "sh", "-euc"],
					'cd "$0"; mount --bind "$1" "$1"; mount -o remount,bind,ro "$1"; shift; exec "$@"',
					...[workplace.directory, state, process.execPath, COMMAND, ...words],
				]);
			const status = await readOnly("status");
			expect(status.stdout).toMatch(/10\.34\.0\.200 answers: node-[12]/);
			const drill = await readOnly("drill", "stop-keepalived");
			expect(drill.stderr).toMatch(/: the file system is read-only\./);
			expect(drill.exitCode).toBe(1);
			const down = await readOnly("down");
			expect(down.stderr).toMatch(
				/The files of halab-disk stay in .*halab-disk: the file system is read-only\..*delete them with: .*halab down/,
			);
			expect(down.stdout).toMatch(/^halab-disk is removed/);
			expect(down.exitCode).toBe(0);
			expect(await look()).toEqual(before);
			expect((await readOnly("status")).stderr).toMatch(
				/halab-disk is not running any more/,
			);
			const up = await readOnly("up");
			expect(up.stderr).toMatch(/the file system is read-only/);
			expect(up.stderr).not.toMatch(/^\s+at /m);
			expect(workplace.halab("down").exitCode).toBe(0);
			expect(readdirSync(state)).toEqual([]);
		}, 90_000);
	},
);
