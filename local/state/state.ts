import { createHash } from "node:crypto";
import {
	lstat,
	mkdir,
	readdir,
	readFile,
	rename,
	rm,
	rmdir,
	writeFile,
} from "node:fs/promises";
import { basename, isAbsolute, join, resolve } from "node:path";
import { z } from "zod";
import { isMissing } from "../../base/file-problem";
import type { Known } from "../../base/known";
import { wrongParts } from "../../design/wrong-parts";
import { isLabName, LAB_NAME_RULE } from "../../plan/lab-name";
import { localPlanSchema } from "../../plan/lab-plan";
import { LocalLabError } from "../host/errors";
import { stateDirectory } from "../host/host";
import { parseJson } from "../host/json";
import { showToLab } from "../host/user-namespace";

const VERSION = 1;

/** An empty file that says whose a lab's directory is. It is the first one in it: without it nothing is deleted. */
const MARKER = ".halab-lab";

const stateSchema = z.object({
	version: z.literal(VERSION),
	/** Sets this run apart from every other one: part of control group names and instance ids. */
	run: z.string().regex(/^[0-9a-z]+$/),
	/**
	 * `starting` until the fabric stands and the nodes are powered on for the first time; `serving` once `up` has seen the
	 * floating addresses answer.
	 */
	phase: z.enum(["starting", "started", "serving"]),
	startedAt: z.string(),
	planHash: z.string(),
	plan: localPlanSchema,
	image: z.string(),
	/** Control group of the run. Written before it is made. */
	cgroup: z.string(),
	capsule: z
		.object({ pid: z.int(), startTime: z.int(), cgroup: z.string() })
		.exactOptional(),
});

/** Bits of a file's mode: its group, all others. */
const WRITABLE_BY_OTHERS = 0o022;

/** A process id and a newline. */
const MOST_BYTES_OF_A_LOCK = 16;

/** Name of the control group of one run of a lab. */
export function groupName(lab: string, run: string): string {
	return `halab.${lab}.${run}`;
}

/** What is known about a lab that was started on this machine, kept across processes. */
export type LabState = Known<z.infer<typeof stateSchema>>;

/** The files of one lab's state. */
export class StateStore {
	readonly directory: string;
	/** Begins the run ids of labs kept here: labs of the same name under other state directories are none of our business. */
	readonly runPrefix: string;

	/** @throws RangeError when it is no lab's name: a path is made of it, and what lies there may be deleted */
	constructor(
		readonly name: string,
		root: string = stateDirectory(),
	) {
		if (!isLabName(name)) {
			throw new RangeError(
				`${JSON.stringify(name)} is not a lab's name; it ${LAB_NAME_RULE}.`,
			);
		}
		this.directory = join(root, name);
		const hash = createHash("sha256").update(resolve(root)).digest("hex");
		this.runPrefix = hash.slice(0, 6);
	}

	/** Path of a file of this lab. */
	path(...parts: readonly string[]): string {
		return join(this.directory, ...parts);
	}

	/** A state names processes and control groups that will be ended: they have to be this lab's. */
	private get schema() {
		return stateSchema.superRefine(
			({ plan, run, cgroup, capsule }, context) => {
				const wrong = (path: string, message: string): void => {
					context.addIssue({ code: "custom", path: [path], message });
				};
				if (plan.name !== this.name) {
					wrong("plan", "is another lab's");
				}
				if (
					!isAbsolute(cgroup) ||
					basename(cgroup) !== groupName(plan.name, run)
				) {
					wrong("cgroup", "is no control group of this lab");
				}
				if (capsule && capsule.cgroup !== cgroup) {
					wrong("capsule", "is in another control group than the lab");
				}
			},
		);
	}

	/**
	 * The state; `undefined` when no lab of this name was started.
	 *
	 * @throws LocalLabError when it is not this user's alone, or cannot be understood
	 */
	async read(): Promise<LabState | undefined> {
		await this.requireOwn();
		return this.readGiven();
	}

	/**
	 * The state, whoever owns it: for the lab's own processes. Their starter named the directory, and its owner is nobody
	 * whom their user namespace knows.
	 */
	async readGiven(): Promise<LabState | undefined> {
		const file = this.path("state.json");
		let text: string;
		try {
			text = await readFile(file, "utf8");
		} catch (error) {
			if (isMissing(error)) {
				return undefined;
			}
			throw new LocalLabError(`${file} cannot be read: ${messageOf(error)}.`, {
				remedy: `Make it readable for you, or run halab as the user who started the lab.`,
				cause: error,
			});
		}
		const given = parseJson(text);
		const parsed = this.schema.safeParse(given);
		if (parsed.success) {
			return parsed.data;
		}
		throw new LocalLabError(
			`${file} is not a state that this version of halab understands.`,
			{
				remedy:
					"Run `halab down`: it removes the lab without needing this file.",
				log:
					given === undefined
						? "It is not JSON."
						: wrongParts(parsed.error, given),
			},
		);
	}

	/** Replaces the state as a whole: whoever reads sees the old one or the new one. */
	async write(state: LabState): Promise<void> {
		await mkdir(this.directory, { recursive: true, mode: 0o700 });
		await showToLab(this.directory, 0o710);
		await writeFile(this.path(MARKER), "");
		const temporary = this.path(`.state.${process.pid}.json`);
		try {
			await writeFile(temporary, `${JSON.stringify(state, null, "\t")}\n`);
			// The process of the local cloud reads it.
			await showToLab(temporary, 0o640);
			await rename(temporary, this.path("state.json"));
		} catch (error) {
			await rm(temporary, { force: true });
			throw error;
		}
	}

	/** Whether anything is kept for this lab, readable or not. */
	async exists(): Promise<boolean> {
		return readFile(this.path("state.json")).then(
			() => true,
			(error: unknown) => !isMissing(error),
		);
	}

	/** Whether something has the lab's place: it, what is left of it, or what somebody else has put there. */
	async isThere(): Promise<boolean> {
		return lstat(this.directory).then(
			() => true,
			() => false,
		);
	}

	/**
	 * Deletes everything that is kept for this lab, but the directory itself, which the lab's lock is on.
	 *
	 * @throws LocalLabError when something else lies where the lab's directory would be
	 */
	async clear(): Promise<void> {
		const found = await this.files();
		if (found.length === 0) {
			return;
		}
		await this.requireOwn();
		if (!found.includes(MARKER) && !(await this.isReadable())) {
			throw new LocalLabError(
				`${this.directory} was not made by halab, so nothing in it is deleted.`,
				{
					remedy: `Look at what it holds; then delete it yourself, give the lab another name, or set HALAB_STATE_DIR to a directory of halab's own.`,
				},
			);
		}
		// The marker last: as long as anything is left, it is ours.
		for (const name of [...found.filter((other) => other !== MARKER), MARKER]) {
			await rm(this.path(name), { recursive: true, force: true });
		}
	}

	/**
	 * Deletes everything that is kept for this lab.
	 *
	 * @throws LocalLabError when something else lies where the lab's directory would be
	 */
	async remove(): Promise<void> {
		await this.clear();
		await rmdir(this.directory).catch(async (error: unknown) => {
			if (!isMissing(error)) {
				throw error;
			}
			// A file or a link in the directory's place is missing as a directory only.
			await this.requireOwn();
		});
	}

	/**
	 * Deletes the lock file that halab made beside the lab's directory before it locked the directory itself. Another's file
	 * of that name stays: the lock holds a process id, or nothing.
	 */
	async removeOldLock(): Promise<void> {
		const file = `${this.directory}.lock`;
		const found = await lstat(file).catch(() => undefined);
		if (!found?.isFile() || found.size > MOST_BYTES_OF_A_LOCK) {
			return;
		}
		if (/^\d*\n?$/.test(await readFile(file, "utf8"))) {
			await rm(file, { force: true });
		}
	}

	private async files(): Promise<readonly string[]> {
		try {
			return await readdir(this.directory);
		} catch (error) {
			if (isMissing(error)) {
				return [];
			}
			throw error;
		}
	}

	private async isReadable(): Promise<boolean> {
		return this.read().then(
			(state) => state !== undefined,
			() => false,
		);
	}

	/**
	 * What somebody else could have written is not believed: it would decide what is ended and deleted.
	 *
	 * @throws LocalLabError when the lab's directory is not this user's alone
	 */
	async requireOwn(): Promise<void> {
		const found = await lstat(this.directory).catch(() => undefined);
		if (found === undefined) {
			return;
		}
		const user = process.getuid?.();
		const problem = !found.isDirectory()
			? "is no directory"
			: user !== undefined && found.uid !== user
				? `belongs to another user (uid ${found.uid})`
				: (found.mode & WRITABLE_BY_OTHERS) !== 0
					? "can be written by other users"
					: undefined;
		if (problem === undefined) {
			return;
		}
		throw new LocalLabError(
			`${this.directory} ${problem}, so halab does not trust what it says about a lab.`,
			{
				remedy:
					"Run halab as the user who started the lab, or set HALAB_STATE_DIR to a directory of your own.",
			},
		);
	}
}

function messageOf(error: unknown): string {
	return error instanceof Error ? error.message : String(error);
}
