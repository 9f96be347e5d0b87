import type { DrillReport } from "../../analysis/drill-report";
import type { Catalogue } from "../../text/catalogue";
import type { Timeline } from "../timeline";
import { axis, axisHeight } from "./axis";
import { linearScale } from "./scale";
import {
	lines,
	type Picture,
	path,
	picture,
	type Shape,
	textWidth,
} from "./svg";
import { nodeRows, overviewRow, splitRow } from "./timeline-bands";
import { laneRows } from "./timeline-lanes";
import { markerShapes } from "./timeline-markers";
import { phaseRow, predictionRow } from "./timeline-phases";
import { type Row, rowShapes } from "./timeline-row";

interface TimelineProps {
	readonly timeline: Timeline;
	readonly report: DrillReport;
	readonly title: string;
}

/** A drill over time: what the nodes were, what happened, every request. */
export function timelineChart(
	{ timeline, report, title }: TimelineProps,
	t: Catalogue,
	width: number,
): Picture {
	const narrow = width < 500;
	const size = narrow ? 10 : 12;
	const rows: readonly Row[] = [
		...nodeRows(timeline, t, size),
		splitRow(timeline, t),
		phaseRow(timeline, t, size),
		predictionRow(report, timeline, t),
		...laneRows(timeline, size),
	].filter((row) => row !== undefined);
	const overview = overviewRow(timeline, t, size);
	const left =
		Math.max(...[...rows, overview].map(({ name }) => textWidth(name, size))) +
		12;
	const scale = linearScale(timeline.zoomMs, left, width - (narrow ? 38 : 52));
	const markers = markerShapes(timeline, scale, t, size, width);
	const shapes: Shape[] = [];
	let y = markers.y + 14;
	for (const row of rows) {
		shapes.push(...rowShapes(row, y, scale, size));
		y += row.height;
	}
	const [from, to] = timeline.zoomMs;
	const upright = (ms: number | undefined): string =>
		ms !== undefined && from <= ms && ms <= to
			? path`M${scale.toX(ms)} ${markers.y}V${y}`
			: "";
	const overviewY = y + axisHeight(size) + 22;
	return picture(width, overviewY + overview.height, title, [
		...axis(scale, y, t.afterFault, size),
		lines(upright(0), "fault"),
		lines(upright(timeline.healMs), "heal", 1, [4, 3]),
		...shapes,
		...markers.shapes,
		...rowShapes(overview, overviewY, scale, size),
	]);
}
