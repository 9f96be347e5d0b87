import type { Catalogue } from "../../text/catalogue";
import type { ColourName } from "../palette";
import type { Marker, Timeline } from "../timeline";
import { type Shape, solid } from "./svg";

/** The colour of each kind of event. */
export const MARKER_COLOURS: Readonly<Record<Marker["kind"], ColourName>> = {
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
			return solid(`M${x - 6} ${y - 5}h12l-6 10z`, colour);
		case "heal":
			return solid(`M${x - 6} ${y + 5}h12l-6 -10z`, "paper", colour);
		case "announcement":
			return solid(`M${x} ${y - 5}l5 5l-5 5l-5 -5z`, colour);
		case "route":
			return solid(`M${x - 4} ${y - 4}h8v8h-8z`, colour);
		case "api":
			return solid(
				`M${x - 3.5} ${y}a3.5 3.5 0 1 0 7 0a3.5 3.5 0 1 0 -7 0z`,
				"paper",
				colour,
			);
	}
}

/** What is written beside an event. */
export function markerText(marker: Marker, t: Catalogue): string {
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

/** The markers that a picture names: of the same ones in a row the first. */
export function namedMarkers(
	{ markers, zoomMs: [from, to] }: Timeline,
	t: Catalogue,
): readonly Marker[] {
	let last = "";
	return markers.filter((marker) => {
		if (marker.ms < from || marker.ms > to) {
			return false;
		}
		const text = markerText(marker, t);
		const again = text === last;
		last = text;
		return !again;
	});
}
