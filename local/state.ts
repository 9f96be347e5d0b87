import { createHash } from "node:crypto";
import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { z } from "zod";
import { LocalLabError } from "./errors";
import { stateDirectory } from "./host";
import { type LocalPlan, localPlanSchema } from "./local-plan";
import { showToLab } from "./user-namespace";

const VERSION = 1;

const stateSchema = z.object({
	version: z.literal(VERSION),
	/** Sets this run apart from every other one: part of control group names and instance ids. */
	run: z.string().regex(/^[0-9a-z]+$/),
	/** `starting` until the fabric stands and the nodes are powered on for the first time. */
	phase: z.enum(["starting", "started"]),
	startedAt: z.string(),
	planHash: z.string(),
	plan: localPlanSchema,
	image: z.string(),
	/** Control group of the run. Written before it is made. */
	cgroup: z.string(),
	capsule: z
		.object({ pid: z.int(), startTime: z.int(), cgroup: z.string() })
		.optional(),
});

type ParsedState = z.infer<typeof stateSchema>;

/** What is known about a lab that was started on this machine, kept across processes. */
export type LabState = Readonly<Omit<ParsedState, "plan" | "capsule">> & {
	readonly plan: LocalPlan;
	readonly capsule?: NonNullable<ParsedState["capsule"]> | undefined;
};

/** The files of one lab's state. */
export class StateStore {
	readonly directory: string;
	/** Begins the run ids of labs kept here: labs of the same name under other state directories are none of our business. */
	readonly runPrefix: string;

	constructor(
		readonly name: string,
		root: string = stateDirectory(),
	) {
		this.directory = join(root, name);
		const hash = createHash("sha256").update(resolve(root)).digest("hex");
		this.runPrefix = hash.slice(0, 6);
	}

	/** Path of a file of this lab. */
	path(...parts: readonly string[]): string {
		return join(this.directory, ...parts);
	}

	/** Lies beside the lab's directory, which comes and goes. */
	get lockFile(): string {
		return `${this.directory}.lock`;
	}

	/** The state; `undefined` when no lab of this name was started. */
	async read(): Promise<LabState | undefined> {
		const file = this.path("state.json");
		let text: string;
		try {
			text = await readFile(file, "utf8");
		} catch (error) {
			if (isMissing(error)) return undefined;
			throw new LocalLabError(`${file} cannot be read: ${messageOf(error)}.`, {
				remedy: `Make it readable for you, or run halab as the user who started the lab.`,
				cause: error,
			});
		}
		const parsed = stateSchema.safeParse(parseJson(text));
		if (parsed.success) return parsed.data;
		throw new LocalLabError(
			`${file} is not a state that this version of halab understands.`,
			{
				remedy:
					"Run `halab down`: it removes the lab without needing this file.",
				log: z.prettifyError(parsed.error),
			},
		);
	}

	/** Replaces the state as a whole: whoever reads sees the old one or the new one. */
	async write(state: LabState): Promise<void> {
		await mkdir(this.directory, { recursive: true, mode: 0o700 });
		await showToLab(this.directory, 0o710);
		const temporary = this.path(`.state.${process.pid}.json`);
		await writeFile(temporary, `${JSON.stringify(state, null, "\t")}\n`);
		// The process of the local cloud reads it.
		await showToLab(temporary, 0o640);
		await rename(temporary, this.path("state.json"));
	}

	/** Whether anything is kept for this lab, readable or not. */
	async exists(): Promise<boolean> {
		return readFile(this.path("state.json")).then(
			() => true,
			(error: unknown) => !isMissing(error),
		);
	}

	async remove(): Promise<void> {
		await rm(this.directory, { recursive: true, force: true });
	}
}

function parseJson(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}

function isMissing(error: unknown): boolean {
	return (
		error instanceof Error &&
		"code" in error &&
		(error.code === "ENOENT" || error.code === "ENOTDIR")
	);
}

function messageOf(error: unknown): string {
	return error instanceof Error ? error.message : String(error);
}
