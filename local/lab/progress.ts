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

/** Tells one listener what happens, with the time since it was made. */
export class Progress {
	private readonly origin = performance.now();

	constructor(private readonly listener: (event: UpEvent) => void = () => {}) {}

	/** Milliseconds since the beginning. */
	get elapsedMs(): number {
		return Math.round(performance.now() - this.origin);
	}

	tell(event: Omit<UpEvent, "atMs">): void {
		this.listener({ ...event, atMs: this.elapsedMs });
	}

	/** Do one phase and tell when it begins and ends. */
	async during<T>(
		phase: UpPhase,
		message: string,
		work: () => Promise<T>,
		done: (result: T) => string = () => message,
	): Promise<T> {
		this.tell({ phase, state: "started", message });
		const result = await work();
		this.tell({ phase, state: "finished", message: done(result) });
		return result;
	}
}
