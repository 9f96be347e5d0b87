import type { Dot, Timeline } from "../timeline";
import { box, dots, label, lines, type Shape } from "./svg";

/** Height of a vantage point's lane in pixels. */
export const LANE = 42;
const FASTEST_MS = 0.5;

type ToX = (ms: number) => number;

const CLOSEST = 3.2;

/** Leaves out answers that would be drawn over similar ones. */
function thinned(
	points: readonly (readonly [number, number])[],
): readonly (readonly [number, number])[] {
	const kept: (readonly [number, number])[] = [];
	for (const point of points) {
		const last = kept.at(-1);
		if (
			last === undefined ||
			point[0] - last[0] >= CLOSEST ||
			(point[0] - last[0] >= 1 && Math.abs(point[1] - last[1]) > 8)
		) {
			kept.push(point);
		}
	}
	return kept;
}

/** An upright line for each lost request; lines that would touch become a block. */
function lossMarks(all: readonly Dot[], toX: ToX, y: number): readonly Shape[] {
	const blocks: { from: number; to: number }[] = [];
	let follows = false;
	for (const { ms, lost } of all) {
		if (!lost) {
			follows = false;
			continue;
		}
		const x = toX(ms);
		const last = blocks.at(-1);
		if (follows && last !== undefined && x - last.to < CLOSEST) {
			last.to = x;
		} else {
			blocks.push({ from: x, to: x });
		}
		follows = true;
	}
	const single = blocks.filter(({ from, to }) => from === to);
	const wide = blocks.filter(({ from, to }) => from < to);
	return [
		lines(
			single.map(({ from }) => `M${from.toFixed(1)} ${y}v10`).join(""),
			"fault",
			1.6,
		),
		...wide.map(({ from, to }) =>
			box(from - 0.8, y, to - from + 1.6, 10, { fill: "fault" }),
		),
	];
}

/** The requests from one vantage point: answers by their latency, losses above them. */
export function laneShapes(
	all: readonly Dot[],
	[from, to]: Timeline["zoomMs"],
	toX: ToX,
	y: number,
	slowestMs: number,
	end: number,
	fontSize: number,
): readonly Shape[] {
	const seen = all.filter(({ ms }) => ms >= from && ms <= to);
	const height = (latencyMs: number): number =>
		(Math.log10(Math.max(latencyMs, FASTEST_MS) / FASTEST_MS) /
			Math.log10(slowestMs / FASTEST_MS)) *
		(LANE - 16);
	const yOf = (latencyMs: number): number => y + LANE - 2 - height(latencyMs);
	const guides = [1, 10, 100, 1000].filter((ms) => ms <= slowestMs);
	const answers = seen.filter(({ lost }) => !lost);
	return [
		lines(
			guides.map((ms) => `M${toX(from)} ${yOf(ms)}H${end}`).join(""),
			"line",
			0.7,
		),
		...guides
			.filter((_, index) => index % 2 === 0)
			.map((ms) => label(end + 4, yOf(ms), `${ms} ms`, fontSize - 2, "muted")),
		dots(
			thinned(
				answers.map(({ ms, latencyMs }) => [toX(ms), yOf(latencyMs)] as const),
			),
			"good",
			3.2,
		),
		...(answers.length < seen.length ? lossMarks(seen, toX, y) : []),
	];
}
