/** Fires when the user interrupts: what a drill broke is healed, then it ends. A second time ends at once. */
export function interruption(): AbortSignal {
	const controller = new AbortController();
	for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
		process.once(signal, () => controller.abort());
	}
	return controller.signal;
}
