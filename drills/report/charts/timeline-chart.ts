import type { DrillReport } from "../../analysis/drill-report";
import type { Catalogue } from "../../text/catalogue";
import type { Marker, Timeline } from "../timeline";
import { placeLabels } from "./event-labels";
import { box, label, lines, type Shape, type Sketch, textWidth } from "./svg";
import { BAND, bandShapes, overviewShapes } from "./timeline-bands";
import { LANE, laneShapes } from "./timeline-lanes";
import {
	MARKER_COLOURS,
	markerShape,
	markerText,
	namedMarkers,
} from "./timeline-markers";

const GAP = 7;
const LABEL_ROW = 14;

type ToX = (ms: number) => number;

interface MarkerLabel {
	readonly x: number;
	readonly width: number;
	readonly text: string;
	readonly marker: Marker;
}

/** A drill over time: what the nodes were, what happened, every request. */
export function timelineChart(
	timeline: Timeline,
	report: DrillReport,
	t: Catalogue,
	width: number,
	title: string,
): Sketch {
	const narrow = width < 500;
	const fontSize = narrow ? 10 : 12;
	const names = [
		...timeline.nodes.map(({ node }) => node),
		...timeline.vantages.map(({ vantage }) => vantage),
		...(timeline.splits.length > 0 ? [t.twoMasters] : []),
		t.phases,
		t.predicted,
		t.wholeDrill,
	];
	const left = Math.max(...names.map((name) => textWidth(name, fontSize))) + 12;
	const marginRight = narrow ? 38 : 52;
	const end = width - marginRight;
	const [from, to] = timeline.zoomMs;
	// Where the axis will put a moment, known before it is drawn: the height depends on it.
	const expectedX: ToX = (ms) =>
		left + ((ms - from) / (to - from)) * (end - left);
	const markers = namedMarkers(timeline, t);
	const labels = placeLabels(
		markers.map((marker): MarkerLabel => {
			const text = markerText(marker, t);
			return {
				...{ x: expectedX(marker.ms), text, marker },
				width: textWidth(text, fontSize) + 8,
			};
		}),
		width,
	);
	const rows = Math.max(0, ...labels.map(({ row }) => row + 1));
	const markerY = rows * LABEL_ROW + 10;
	const bandsY = markerY + 14;
	const splitsY = bandsY + timeline.nodes.length * (BAND + GAP);
	const splits = timeline.splits.filter(
		({ fromMs, toMs }) => toMs > from && fromMs < to,
	);
	const phasesY = splitsY + (splits.length > 0 ? 18 : 0);
	const hasPhases = timeline.phases.length > 0;
	const predictedY = phasesY + (hasPhases ? 30 : 0);
	const { prediction } = report;
	const lanesY = predictedY + (prediction ? 20 : 0) + 4;
	const plotEnd = lanesY + timeline.vantages.length * (LANE + GAP);
	const axisHeight = fontSize * 3 + 12;
	const overviewY = plotEnd + axisHeight + 22;
	const height = overviewY + timeline.nodes.length * 9 + 6;
	const slowestMs = Math.max(
		100,
		...timeline.vantages.flatMap(({ dots: all }) =>
			all.filter(({ lost }) => !lost).map(({ latencyMs }) => latencyMs),
		),
	);
	return {
		plot: {
			...{ width, height, left, right: marginRight, title },
			bottom: height - plotEnd,
			axis: {
				...{ kind: "value", min: from, max: to, name: t.afterFault, fontSize },
			},
		},
		draw: (toX) => {
			const inside = (ms: number): number =>
				toX(Math.min(to, Math.max(from, ms)));
			const moment = (ms: number, dash?: readonly number[]): Shape =>
				lines(
					`M${toX(ms)} ${markerY}V${plotEnd}`,
					dash ? "heal" : "fault",
					1,
					dash,
				);
			return [
				...(from <= 0 && to >= 0 ? [moment(0)] : []),
				...(timeline.healMs !== undefined && timeline.healMs <= to
					? [moment(timeline.healMs, [4, 3])]
					: []),
				...timeline.nodes.flatMap(({ node, bands }, row) => {
					const y = bandsY + row * (BAND + GAP);
					return [
						label(left - 8, y + BAND / 2, node, fontSize, "ink", "right"),
						...bands
							.filter((band) => band.toMs > from && band.fromMs < to)
							.flatMap((band) =>
								bandShapes(
									band,
									inside(band.fromMs),
									inside(band.toMs),
									y,
									t,
									fontSize - 1,
								),
							),
					];
				}),
				...(splits.length > 0
					? [
							label(
								...([left - 8, splitsY + 6] as const),
								...([t.twoMasters, fontSize, "fault", "right"] as const),
							),
						]
					: []),
				...splits.flatMap(({ fromMs, toMs }) => {
					const [x, until] = [inside(fromMs), inside(toMs)];
					return [
						box(x, bandsY - 2, until - x, splitsY - bandsY - GAP + 4, {
							stroke: "fault",
						}),
						box(x, splitsY, Math.max(1, until - x), 11, { fill: "fault" }),
					];
				}),
				...(hasPhases
					? [label(left - 8, phasesY + 8, t.phases, fontSize, "muted", "right")]
					: []),
				...timeline.phases.flatMap(({ phase, fromMs, toMs }) => {
					const [x, until] = [inside(fromMs), inside(toMs)];
					const text = t.phase[phase];
					return [
						lines(
							`M${x.toFixed(1)} ${phasesY + 1}v7H${until.toFixed(1)}v-7`,
							"ink",
							1.2,
						),
						...(until - x > textWidth(text, fontSize - 1) + 2
							? [
									label(
										(x + until) / 2,
										phasesY + 17,
										text,
										fontSize - 1,
										"muted",
										"center",
									),
								]
							: []),
					];
				}),
				...(prediction
					? [
							label(
								left - 8,
								predictedY + 6,
								t.predicted,
								fontSize,
								"muted",
								"right",
							),
							box(
								inside(0),
								predictedY + 4,
								inside(prediction.maxMs) - inside(0),
								5,
								{ fill: "predicted" },
							),
							lines(
								[prediction.minMs, prediction.maxMs]
									.filter((ms) => ms <= to)
									.map((ms) => `M${toX(ms).toFixed(1)} ${predictedY}v13`)
									.join(""),
								"ink",
							),
						]
					: []),
				...timeline.vantages.flatMap(({ vantage, dots: all }, row) => {
					const y = lanesY + row * (LANE + GAP);
					return [
						label(left - 8, y + LANE / 2, vantage, fontSize, "ink", "right"),
						...laneShapes(
							all,
							timeline.zoomMs,
							toX,
							y,
							slowestMs,
							end,
							fontSize,
						),
					];
				}),
				...labels.flatMap(({ label: { x, text, marker }, row, side }) => {
					const y = markerY - 12 - row * LABEL_ROW;
					return [
						lines(
							`M${x.toFixed(1)} ${markerY}V${y - 5}`,
							MARKER_COLOURS[marker.kind],
							0.8,
						),
						label(
							side === "right" ? x + 4 : x - 4,
							y,
							text,
							fontSize - 1,
							"ink",
							side === "right" ? "left" : "right",
						),
						markerShape(marker.kind, x, markerY),
					];
				}),
				label(
					left - 8,
					overviewY + timeline.nodes.length * 4,
					t.wholeDrill,
					fontSize,
					"muted",
					"right",
				),
				...overviewShapes(timeline, left, end, overviewY),
				label(
					end + 4,
					overviewY + timeline.nodes.length * 4,
					`${((timeline.wholeMs[1] - timeline.wholeMs[0]) / 1000).toFixed(1)} s`,
					fontSize - 2,
					"muted",
				),
			];
		},
	};
}
