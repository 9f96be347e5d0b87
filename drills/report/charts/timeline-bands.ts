import type { Catalogue } from "../../text/catalogue";
import type { ColourName } from "../palette";
import type { Band, Timeline } from "../timeline";
import { box, label, lines, type Shape, textWidth } from "./svg";
import { markerShape } from "./timeline-markers";

/** Height of a node's band in pixels. */
export const BAND = 18;

const hatching = (x: number, y: number, width: number, height: number) => {
	let d = "";
	for (let at = x - height; at < x + width; at += 6) {
		const fromX = Math.max(at, x);
		const toX = Math.min(at + height, x + width);
		d += `M${fromX.toFixed(1)} ${(y + height - (fromX - at)).toFixed(1)}L${toX.toFixed(1)} ${(y + height - (toX - at)).toFixed(1)}`;
	}
	return d;
};

/** What a node was: the more it serves, the fuller its band. */
export function bandShapes(
	band: Band,
	from: number,
	to: number,
	y: number,
	t: Catalogue,
	fontSize: number,
): readonly Shape[] {
	const width = to - from;
	const middle = y + BAND / 2;
	const text = t.bands[band.state];
	const fits = width > textWidth(text, fontSize) + 12;
	const written = (colour: ColourName, background?: ColourName): Shape[] =>
		fits
			? [
					...(background
						? [
								box(from + 4, y + 2, textWidth(text, fontSize) + 8, BAND - 4, {
									fill: background,
								}),
							]
						: []),
					label(from + 8, middle, text, fontSize, colour),
				]
			: [];
	switch (band.state) {
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
				lines(`M${from} ${middle}H${to}`, "booting", 4, [4, 4]),
				...written("booting", "paper"),
			];
		case "stop":
		case "off":
			return [
				lines(`M${from} ${middle}H${to}`, "others", 1.5, [2, 4]),
				...written("muted", "paper"),
			];
	}
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
			return lines(`M${x} ${y + 3.5}h${width}`, "booting", 2, [3, 3]);
		case "stop":
		case "off":
			return lines(`M${x} ${y + 3.5}h${width}`, "others", 1, [1, 3]);
	}
}

/** The whole drill in little, with a frame around the part that is shown in full. */
export function overviewShapes(
	timeline: Timeline,
	left: number,
	right: number,
	y: number,
): readonly Shape[] {
	const [from, to] = timeline.wholeMs;
	const toX = (ms: number): number =>
		left + ((ms - from) / (to - from)) * (right - left);
	const height = timeline.nodes.length * 9;
	const [zoomFrom, zoomTo] = timeline.zoomMs;
	return [
		...timeline.nodes.flatMap(({ bands }, row) =>
			bands.map(({ state, fromMs, toMs }) =>
				thinBand(state, toX(fromMs), toX(toMs) - toX(fromMs), y + row * 9),
			),
		),
		box(toX(zoomFrom), y - 3, toX(zoomTo) - toX(zoomFrom), height + 4, {
			stroke: "ink",
		}),
		markerShape("inject", toX(0), y - 9),
		...(timeline.healMs === undefined
			? []
			: [markerShape("heal", toX(timeline.healMs), y - 9)]),
	];
}
