/** Puts milliseconds on a horizontal axis. */
export interface Scale {
	/** Where a value stands, in pixels; what lies beyond the scale stands at its end. */
	readonly toX: (ms: number) => number;
	/** Where the axis begins and ends, in pixels. */
	readonly left: number;
	readonly right: number;
	readonly ticks: readonly { readonly x: number; readonly text: string }[];
}

const tick = (ms: number): string => ms.toLocaleString("en");

/** The smallest step of 1, 2 or 5 times a power of ten that cuts a span into no more than so many pieces. */
function niceStep(span: number, most: number): number {
	const unit = 10 ** Math.floor(Math.log10(span / most));
	return (
		unit * ([1, 2, 5].find((factor) => span / (unit * factor) <= most) ?? 10)
	);
}

/** A scale on which equal times are equally long. */
export function linearScale(
	[min, max]: readonly [number, number],
	left: number,
	right: number,
): Scale {
	const toX = (ms: number): number =>
		left +
		((Math.min(max, Math.max(min, ms)) - min) / (max - min)) * (right - left);
	const step = niceStep(max - min, right - left < 400 ? 5 : 10);
	const first = Math.ceil(min / step);
	const ticks = Array.from(
		{ length: Math.floor(max / step) - first + 1 },
		(_, index) => (first + index) * step,
	).map((ms) => ({ x: toX(ms), text: tick(ms) }));
	return { toX, left, right, ticks };
}

/** What no probe can measure stands here: a logarithmic scale has no zero. Milliseconds. */
const LEAST_MS = 1;

/** Where a logarithmic scale ends that holds all values: a power of ten. */
export const logScaleEnd = (values: readonly number[]): number =>
	10 ** Math.ceil(Math.log10(Math.max(10, ...values) * 1.05));

/**
 * A scale on which ten times longer is one step further.
 *
 * @param endMs see {@link logScaleEnd}
 */
export function logScale(endMs: number, left: number, right: number): Scale {
	const decades = Math.log10(endMs / LEAST_MS);
	const toX = (ms: number): number =>
		left +
		(Math.log10(Math.min(endMs, Math.max(LEAST_MS, ms)) / LEAST_MS) / decades) *
			(right - left);
	const ticks = Array.from(
		{ length: Math.round(decades) + 1 },
		(_, index) => LEAST_MS * 10 ** index,
	).map((ms) => ({
		x: toX(ms),
		text: ms === LEAST_MS ? `≤ ${LEAST_MS}` : tick(ms),
	}));
	return { toX, left, right, ticks };
}
