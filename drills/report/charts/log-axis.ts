/** What no probe can measure stands here: a logarithmic axis has no zero. Milliseconds. */
export const LEAST_MS = 1;

/** The value's place on a logarithmic axis. */
export const onLogAxis = (ms: number): number => Math.max(ms, LEAST_MS);

/** The axis' end: the power of ten that holds all values. */
export const logAxisEnd = (values: readonly number[]): number =>
	10 ** Math.ceil(Math.log10(Math.max(10, ...values) * 1.05));

/** `≤ 1`, then 10, 100, 1,000. */
export const logTick = (value: number): string =>
	value <= LEAST_MS ? `≤ ${LEAST_MS}` : value.toLocaleString("en");
