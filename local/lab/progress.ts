/** The steps of bringing a lab up, in their order. */
export const UP_PHASES = [
	"check",
	"clean",
	"image",
	"capsule",
	"fabric",
	"boot",
	"vip",
] as const;
export type UpPhase = (typeof UP_PHASES)[number];

/** Something that happened while a lab comes up. */
export interface UpEvent {
	readonly phase: UpPhase;
	readonly state: "started" | "progress" | "finished";
	/** The node that it happened on. */
	readonly machine?: string;
	/** One line for people. */
	readonly message: string;
	/** Milliseconds since `up` was called. */
	readonly atMs: number;
}

/** Reports what happens, with the time since it was made. */
export class Progress {
	private readonly origin = performance.now();

	constructor(
		private readonly onProgress: (event: UpEvent) => void = () => {},
	) {}

	/** Milliseconds since the beginning. */
	get elapsedMs(): number {
		return Math.round(performance.now() - this.origin);
	}

	report(event: Omit<UpEvent, "atMs">): void {
		this.onProgress({ ...event, atMs: this.elapsedMs });
	}

	/** Do one phase and report when it begins and ends. */
	async during<T>(
		phase: UpPhase,
		message: string,
		work: () => Promise<T>,
		resultText: (result: T) => string = () => message,
	): Promise<T> {
		this.report({ phase, state: "started", message });
		const result = await work();
		this.report({ phase, state: "finished", message: resultText(result) });
		return result;
	}
}
