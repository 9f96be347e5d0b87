import type { Scale } from "./scale";
import { label, lines, path, type Shape, textWidth } from "./svg";

/** Height of an axis with its texts, in pixels. */
export const axisHeight = (size: number): number => size * 3 + 12;

/** A thin upright line is sharp in the middle of a pixel. */
const sharp = (x: number): number => Math.round(x - 0.5) + 0.5;

/**
 * A horizontal axis below a drawing area that begins at the picture's top, and the upright lines through it.
 *
 * @param y where the drawing area ends
 */
export function axis(
	{ left, right, ticks }: Scale,
	y: number,
	name: string,
	size: number,
): readonly Shape[] {
	const style = { size, colour: "muted", align: "center" } as const;
	const marks = ticks.map(({ x }) => sharp(x));
	const edges = [sharp(left), sharp(right)];
	const upright = (xs: Iterable<number>, from: number, to: number): string =>
		[...xs].map((x) => path`M${x} ${from}V${to}`).join("");
	let reached = Number.NEGATIVE_INFINITY;
	const readable = ticks.filter(({ x, text }) => {
		const half = textWidth(text, size) / 2;
		if (x - half < reached) {
			return false;
		}
		reached = x + half + 4;
		return true;
	});
	return [
		lines(upright(new Set([...edges, ...marks]), 0, y), "line"),
		lines(upright(marks, y, y + 5), "muted"),
		lines(path`M${left} ${y + 0.5}H${right}`, "muted"),
		...readable.map(({ x, text }) => label(x, y + 8 + size / 2, text, style)),
		label((left + right) / 2, y + size * 2.6, name, style),
	];
}
