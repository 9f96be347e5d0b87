/** Signals that end a program in an orderly way. */
const ENDING_SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** Something that may stop work before its end: the caller's signal, or one that this process gets. */
export interface Interruption {
	readonly signal: AbortSignal;
	/** Stop listening. */
	end(): void;
}

/**
 * Turn the caller's abort signal and the signals that end this process into one abort signal.
 *
 * @param handleSignals whether to catch SIGINT, SIGTERM and SIGHUP; they no longer end the process until `end`
 */
export function interruptionBy(
	given: AbortSignal | undefined,
	handleSignals: boolean,
): Interruption {
	const controller = new AbortController();
	const abort = () => controller.abort();
	if (given?.aborted) {
		abort();
	}
	given?.addEventListener("abort", abort);
	for (const name of handleSignals ? ENDING_SIGNALS : []) {
		process.on(name, abort);
	}
	return {
		signal: controller.signal,
		end: () => {
			given?.removeEventListener("abort", abort);
			for (const name of ENDING_SIGNALS) {
				process.off(name, abort);
			}
		},
	};
}
