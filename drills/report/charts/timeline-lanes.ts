import type { Dot, Timeline } from "../timeline";
import type { Scale } from "./scale";
import { box, dots, label, lines, path, type Shape } from "./svg";
import { GAP, type Row } from "./timeline-row";

/** Height of a vantage point's lane in pixels. */
const LANE = 42;
const FASTEST_MS = 0.5;
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
function lossMarks(
	all: readonly Dot[],
	toX: Scale["toX"],
	y: number,
): readonly Shape[] {
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
			single.map(({ from }) => path`M${from} ${y}v10`).join(""),
			"fault",
			1.6,
		),
		...wide.map(({ from, to }) =>
			box(from - 0.8, y, to - from + 1.6, 10, { fill: "fault" }),
		),
	];
}

/** A row for each vantage point, with its requests: answers by their latency, losses above them. */
export function laneRows(
	{ vantages, zoomMs: [fromMs, toMs] }: Timeline,
	size: number,
): readonly Row[] {
	const slowestMs = Math.max(
		100,
		...vantages.flatMap(({ dots: all }) =>
			all.filter(({ lost }) => !lost).map(({ latencyMs }) => latencyMs),
		),
	);
	const guides = [1, 10, 100, 1000].filter((ms) => ms <= slowestMs);
	/** The distance from the lane's upper edge. */
	const down = (latencyMs: number): number =>
		LANE -
		2 -
		(Math.log10(Math.max(latencyMs, FASTEST_MS) / FASTEST_MS) /
			Math.log10(slowestMs / FASTEST_MS)) *
			(LANE - 16);
	return vantages.map(({ vantage, dots: all }) => ({
		name: vantage,
		height: LANE + GAP,
		middle: LANE / 2,
		shapes: (y, { toX, left, right }) => {
			const seen = all.filter(({ ms }) => ms >= fromMs && ms <= toMs);
			const answers = seen
				.filter(({ lost }) => !lost)
				.map(({ ms, latencyMs }) => [toX(ms), y + down(latencyMs)] as const);
			return [
				lines(
					guides.map((ms) => path`M${left} ${y + down(ms)}H${right}`).join(""),
					"line",
					0.7,
				),
				...guides
					.filter((_, index) => index % 2 === 0)
					.map((ms) =>
						label(right + 4, y + down(ms), `${ms} ms`, {
							size: size - 2,
							colour: "muted",
						}),
					),
				dots(thinned(answers), "good", 3.2),
				...lossMarks(seen, toX, y),
			];
		},
	}));
}
