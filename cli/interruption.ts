import { EXIT } from "../base/halab-error";
import { asTyped } from "./as-typed";

const ENDING_SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

let interrupted = false;

/** Whether the user has interrupted this process. */
export const wasInterrupted = (): boolean => interrupted;

/** How a drill hears that it is to end, and tells what it would leave broken. */
export interface Interruption {
	/** Fires when the user interrupts: what a drill broke is healed, then it ends. */
	readonly signal: AbortSignal;
	/** Takes what is broken, and `undefined` when it is healed. */
	readonly onBroken: (what: string | undefined) => void;
}

/** How a lab on this machine is mended that a drill has left broken. */
const MEND_LAB = "Mend it with: halab down, then halab up";
/** The same for a stack in a cloud. */
export const MEND_STACK = "Undo it on the nodes by hand";

/**
 * Listens for Ctrl-C and the signals that end a process. The first time the drill heals and ends; before it does, the user
 * is told what a second time will do. The second time it ends at once, and says what it leaves broken.
 *
 * @param mend how to mend by hand what is left broken
 */
export function interruption(mend = MEND_LAB): Interruption {
	const controller = new AbortController();
	let broken: string | undefined;
	const listen = (): void => {
		if (interrupted) {
			console.error(
				broken === undefined
					? "Ended at once; nothing is left broken."
					: asTyped(
							`Ended before it was healed. Left broken: ${broken}. ${mend}`,
						),
			);
			process.exit(EXIT.interrupted);
		}
		interrupted = true;
		console.error(
			"Interrupted: what the drill broke is healed first, which takes some seconds. Ctrl-C again ends at once and leaves it broken.",
		);
		controller.abort();
	};
	for (const signal of ENDING_SIGNALS) {
		process.on(signal, listen);
	}
	return {
		signal: controller.signal,
		onBroken: (what) => {
			broken = what;
		},
	};
}
