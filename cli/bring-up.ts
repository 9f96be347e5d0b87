import { Listr } from "listr2";
import { InterruptedError } from "../local/host/errors";
import { LocalLab, type UpResult } from "../local/lab/lab";
import { UP_PHASES, type UpEvent, type UpPhase } from "../local/lab/progress";
import type { LabPlan } from "../plan/lab-plan";
import { asTyped } from "./as-typed";

const TITLES: Readonly<Record<UpPhase, string>> = {
	check: "Check this machine",
	clean: "Look for remains of an earlier run",
	image: "Node image",
	capsule: "Capsule",
	fabric: "Network",
	boot: "Boot the nodes",
	vip: "Floating address",
};

const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`;

/** Steps of `up` that others wait for: each is finished once, or fails with `up`. */
class PhaseBoard {
	private readonly listeners = new Map<UpPhase, (event: UpEvent) => void>();
	private readonly finished = new Map<UpPhase, Promise<string>>();
	private readonly settle = new Map<UpPhase, (title: string) => void>();

	constructor() {
		for (const phase of UP_PHASES) {
			this.finished.set(
				phase,
				new Promise((resolve) => this.settle.set(phase, resolve)),
			);
		}
	}

	tell(event: UpEvent): void {
		this.listeners.get(event.phase)?.(event);
		if (event.state === "finished" && event.machine === undefined) {
			this.settle.get(event.phase)?.(
				`${event.message} (${seconds(event.atMs)})`,
			);
		}
	}

	/** Nothing more will happen: what has not begun is not needed. */
	close(): void {
		for (const phase of UP_PHASES) {
			this.settle.get(phase)?.("");
		}
	}

	async follow(
		phase: UpPhase,
		onEvent: (event: UpEvent) => void,
	): Promise<string> {
		this.listeners.set(phase, onEvent);
		return (await this.finished.get(phase)) ?? "";
	}
}

interface Task {
	title: string | undefined;
	output: string | undefined;
	skip: (message: string) => void;
}

/** Why a step was not done; what its user has ended is no failure. */
const whySkipped = (result: Promise<UpResult>): Promise<string> =>
	result.then(
		() => "the lab is running already",
		(error: unknown) => {
			if (error instanceof InterruptedError) {
				return "interrupted";
			}
			// It is shown with the step; the caller says it again at the end.
			throw error instanceof Error ? new Error(asTyped(error.message)) : error;
		},
	);

/** A terminal shows each step in place; elsewhere every one would stay as a line, so only the image's build is told. */
const isWorthALine = ({ phase, state }: UpEvent): boolean =>
	state === "progress" && (process.stdout.isTTY || phase === "image");

/**
 * Brings a lab up with live progress on the terminal, or one line per step where there is none.
 *
 * @throws LocalLabError as `LocalLab.up` does
 */
export async function bringUp(plan: LabPlan): Promise<UpResult> {
	const board = new PhaseBoard();
	const result = LocalLab.up(plan, {
		onProgress: (event) =>
			board.tell({ ...event, message: asTyped(event.message) }),
	});
	const closed = result.then(
		() => board.close(),
		() => board.close(),
	);
	const tasks = UP_PHASES.map((phase) => ({
		title: TITLES[phase],
		task: async (_: unknown, task: Task): Promise<void> => {
			const title = await board.follow(phase, (event) => {
				if (isWorthALine(event)) {
					task.output = event.machine
						? `${event.machine}: ${event.message}`
						: event.message;
				}
			});
			if (title === "") {
				// Either not needed or failed before; a failure is reported once, by the caller.
				await closed;
				task.skip(await whySkipped(result));
			} else {
				task.title = title;
			}
		},
	}));
	const listr = new Listr(tasks, {
		exitOnError: true,
		registerSignalListeners: false,
		fallbackRenderer: "simple",
		rendererOptions: { showErrorMessage: false, collapseErrors: false },
	});
	await Promise.allSettled([listr.run(), result]);
	return result;
}
