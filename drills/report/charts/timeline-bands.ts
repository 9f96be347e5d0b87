import type { Catalogue } from "../../text/catalogue";
import type { ColourName } from "../palette";
import type { Band, Timeline } from "../timeline";
import { linearScale } from "./scale";
import { box, label, lines, path, type Shape, textWidth } from "./svg";
import { markerShape } from "./timeline-markers";
import { GAP, type Row } from "./timeline-row";

/** Height of a node's band in pixels. */
const BAND = 18;

const hatching = (x: number, y: number, width: number, height: number) => {
	let d = "";
	for (let at = x - height; at < x + width; at += 6) {
		const fromX = Math.max(at, x);
		const toX = Math.min(at + height, x + width);
		d += path`M${fromX} ${y + height - (fromX - at)}L${toX} ${y + height - (toX - at)}`;
	}
	return d;
};

/** What a node was: the more it serves, the fuller its band. */
function bandShapes(
	state: Band["state"],
	from: number,
	to: number,
	y: number,
	t: Catalogue,
	size: number,
): readonly Shape[] {
	const width = to - from;
	const middle = y + BAND / 2;
	const text = t.bands[state];
	const fits = width > textWidth(text, size) + 12;
	const written = (
		colour: ColourName,
		background?: ColourName,
	): readonly Shape[] => [
		...(fits && background
			? [
					box(from + 4, y + 2, textWidth(text, size) + 8, BAND - 4, {
						fill: background,
					}),
				]
			: []),
		...(fits ? [label(from + 8, middle, text, { size, colour })] : []),
	];
	switch (state) {
		case "master":
			return [
				box(from, y, width, BAND, { fill: "master" }),
				...written("onMaster"),
			];
		case "backup":
			return [
				box(from, middle - 4, width, 8, { fill: "backup" }),
				...written("ink", "paper"),
			];
		case "fault":
			return [
				box(from, y + 0.5, width, BAND - 1, {
					fill: "faultPale",
					stroke: "fault",
				}),
				lines(hatching(from, y + 1, width, BAND - 2), "fault"),
				...written("fault", "paper"),
			];
		case "frozen":
			return [
				box(from, y + 0.5, width, BAND - 1, {
					fill: "paper",
					stroke: "frozen",
				}),
				...written("frozen"),
			];
		case "booting":
			return [
				lines(path`M${from} ${middle}H${to}`, "booting", 4, [4, 4]),
				...written("booting", "paper"),
			];
		case "stop":
		case "off":
			return [
				lines(path`M${from} ${middle}H${to}`, "others", 1.5, [2, 4]),
				...written("muted", "paper"),
			];
	}
}

/** A row for each node, with its states in the part that is shown in full. */
export const nodeRows = (
	{ nodes, zoomMs: [fromMs, toMs] }: Timeline,
	t: Catalogue,
	size: number,
): readonly Row[] =>
	nodes.map(({ node, bands }) => ({
		name: node,
		height: BAND + GAP,
		middle: BAND / 2,
		shapes: (y, { toX }) =>
			bands
				.filter((band) => band.toMs > fromMs && band.fromMs < toMs)
				.flatMap((band) =>
					bandShapes(
						band.state,
						toX(band.fromMs),
						toX(band.toMs),
						y,
						t,
						size - 1,
					),
				),
	}));

/** The times with two masters: marked below the bands, and framed in them. */
export function splitRow(
	{ nodes, splits, zoomMs: [fromMs, toMs] }: Timeline,
	t: Catalogue,
): Row | undefined {
	const seen = splits.filter(
		(split) => split.toMs > fromMs && split.fromMs < toMs,
	);
	const bands = nodes.length * (BAND + GAP);
	return seen.length === 0
		? undefined
		: {
				name: t.twoMasters,
				colour: "fault",
				height: 18,
				middle: 6,
				shapes: (y, { toX }) =>
					seen.flatMap((split) => {
						const x = toX(split.fromMs);
						const width = toX(split.toMs) - x;
						return [
							box(x, y - bands - 2, width, bands - GAP + 4, {
								stroke: "fault",
							}),
							box(x, y, Math.max(1, width), 11, { fill: "fault" }),
						];
					}),
			};
}

/** A band of the picture of the whole drill. */
function thinBand(state: Band["state"], x: number, width: number, y: number) {
	switch (state) {
		case "master":
			return box(x, y, width, 7, { fill: "master" });
		case "backup":
			return box(x, y + 2, width, 3, { fill: "backup" });
		case "fault":
			return box(x, y, width, 7, { fill: "faultPale", stroke: "fault" });
		case "frozen":
			return box(x, y, width, 7, { fill: "paper", stroke: "frozen" });
		case "booting":
			return lines(path`M${x} ${y + 3.5}h${width}`, "booting", 2, [3, 3]);
		case "stop":
		case "off":
			return lines(path`M${x} ${y + 3.5}h${width}`, "others", 1, [1, 3]);
	}
}

/** The whole drill in little, with a frame around the part that is shown in full. */
export const overviewRow = (
	{ nodes, wholeMs, zoomMs, healMs }: Timeline,
	t: Catalogue,
	size: number,
): Row => ({
	name: t.wholeDrill,
	colour: "muted",
	height: nodes.length * 9 + 6,
	middle: nodes.length * 4,
	shapes: (y, { left, right }) => {
		const { toX } = linearScale(wholeMs, left, right);
		return [
			...nodes.flatMap(({ bands }, row) =>
				bands.map(({ state, fromMs, toMs }) =>
					thinBand(state, toX(fromMs), toX(toMs) - toX(fromMs), y + row * 9),
				),
			),
			box(
				toX(zoomMs[0]),
				y - 3,
				toX(zoomMs[1]) - toX(zoomMs[0]),
				nodes.length * 9 + 4,
				{
					stroke: "ink",
				},
			),
			markerShape("inject", toX(0), y - 9),
			...(healMs === undefined
				? []
				: [markerShape("heal", toX(healMs), y - 9)]),
			label(
				right + 4,
				y + nodes.length * 4,
				`${((wholeMs[1] - wholeMs[0]) / 1000).toFixed(1)} s`,
				{ size: size - 2, colour: "muted" },
			),
		];
	},
});
