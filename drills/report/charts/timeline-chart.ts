import type { DrillReport } from "../../drill-report";
import type { ColourName } from "../palette";
import type { Catalogue } from "../text/catalogue";
import type { Band, Dot, Marker, Timeline } from "../timeline";
import { placeLabels } from "./event-labels";
import {
	box,
	dots,
	label,
	lines,
	type Shape,
	type Sketch,
	solid,
	textWidth,
} from "./svg";

const BAND = 18;
const LANE = 42;
const GAP = 7;
const LABEL_ROW = 14;
const FASTEST_MS = 0.5;

type ToX = (ms: number) => number;

interface MarkerLabel {
	readonly x: number;
	readonly width: number;
	readonly text: string;
	readonly marker: Marker;
}

const COLOURS: Readonly<Record<Marker["kind"], ColourName>> = {
	inject: "fault",
	heal: "heal",
	announcement: "announce",
	route: "master",
	api: "muted",
};

/** Each kind has a shape of its own, so that nobody needs the colour. */
function markerShape(kind: Marker["kind"], x: number, y: number): Shape {
	const colour = COLOURS[kind];
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

/** The markers that a picture names: of the same ones in a row the first. */
function namedMarkers(
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
function bandShapes(
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

function laneShapes(
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

function overviewShapes(
	timeline: Timeline,
	left: number,
	right: number,
	y: number,
): readonly Shape[] {
	const [from, to] = timeline.wholeMs;
	const toX: ToX = (ms) => left + ((ms - from) / (to - from)) * (right - left);
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
	const phasesY = bandsY + timeline.nodes.length * (BAND + GAP);
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
							COLOURS[marker.kind],
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
