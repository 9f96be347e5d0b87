import type { Catalogue } from "../../text/catalogue";
import type { ColourName } from "../palette";
import type { Marker, Timeline } from "../timeline";
import { placeLabels } from "./event-labels";
import type { Scale } from "./scale";
import { label, lines, path, type Shape, solid, textWidth } from "./svg";

/** The colour of each kind of event. */
const MARKER_COLOURS: Readonly<Record<Marker["kind"], ColourName>> = {
	inject: "fault",
	heal: "heal",
	announcement: "announce",
	route: "master",
	api: "muted",
};

/** Each kind has a shape of its own, so that nobody needs the colour. */
export function markerShape(kind: Marker["kind"], x: number, y: number): Shape {
	const colour = MARKER_COLOURS[kind];
	switch (kind) {
		case "inject":
			return solid(path`M${x - 6} ${y - 5}h12l-6 10z`, colour);
		case "heal":
			return solid(path`M${x - 6} ${y + 5}h12l-6 -10z`, "paper", colour);
		case "announcement":
			return solid(path`M${x} ${y - 5}l5 5l-5 5l-5 -5z`, colour);
		case "route":
			return solid(path`M${x - 4} ${y - 4}h8v8h-8z`, colour);
		case "api":
			return solid(
				path`M${x - 3.5} ${y}a3.5 3.5 0 1 0 7 0a3.5 3.5 0 1 0 -7 0z`,
				"paper",
				colour,
			);
	}
}

/** What is written beside an event. */
function markerText(marker: Marker, t: Catalogue): string {
	switch (marker.kind) {
		case "inject":
			return t.inject;
		case "heal":
			return t.heal;
		case "announcement":
			return `${t.announcement} ${marker.machine}`;
		case "route":
			return `${t.route} → ${marker.machine ?? t.nobody}`;
		case "api":
			return marker.code ? `${marker.action} ${marker.code}` : marker.action;
	}
}

/** The markers that a picture names, with their texts: of the same ones in a row the first. */
const namedMarkers = (
	{ markers, zoomMs: [from, to] }: Timeline,
	t: Catalogue,
) =>
	markers
		.filter(({ ms }) => ms >= from && ms <= to)
		.map((marker) => ({ ...marker, text: markerText(marker, t) }))
		.filter(({ text }, index, all) => text !== all[index - 1]?.text);

const LABEL_ROW = 14;

/**
 * What happened, named above the bands.
 *
 * @param width of the picture in pixels
 * @returns the shapes, and where the markers stand
 */
export function markerShapes(
	timeline: Timeline,
	{ toX }: Scale,
	t: Catalogue,
	size: number,
	width: number,
): { readonly y: number; readonly shapes: readonly Shape[] } {
	const labels = placeLabels(
		namedMarkers(timeline, t).map(({ kind, ms, text }) => ({
			kind,
			text,
			x: toX(ms),
			width: textWidth(text, size) + 8,
		})),
		width,
	);
	const y = Math.max(0, ...labels.map(({ row }) => row + 1)) * LABEL_ROW + 10;
	const shapes = labels.flatMap(({ label: { kind, text, x }, row, side }) => {
		const textY = y - 12 - row * LABEL_ROW;
		return [
			lines(path`M${x} ${y}V${textY - 5}`, MARKER_COLOURS[kind], 0.8),
			side === "right"
				? label(x + 4, textY, text, { size: size - 1 })
				: label(x - 4, textY, text, { size: size - 1, align: "right" }),
			markerShape(kind, x, y),
		];
	});
	return { y, shapes };
}
