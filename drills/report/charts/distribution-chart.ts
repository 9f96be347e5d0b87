import type { Catalogue } from "../../text/catalogue";
import type { DrillRunView, FaultView } from "../drill-set";
import { formatMs } from "../format";
import { axis, axisHeight } from "./axis";
import { logScale, logScaleEnd } from "./scale";
import {
	box,
	label,
	lines,
	type Picture,
	path,
	picture,
	type Shape,
	solid,
	textWidth,
} from "./svg";

const ROW = 40;
const LEGEND = 24;
const LEFT = 16;
const MARGIN = 24;

const circle = (x: number, y: number): Shape =>
	solid(
		path`M${x - 4.5} ${y}a4.5 4.5 0 1 0 9 0a4.5 4.5 0 1 0 -9 0z`,
		"paper",
		"master",
	);

const cross = (x: number, y: number): Shape =>
	lines(path`M${x - 4} ${y - 4}l8 8m0 -8l-8 8`, "fault", 2.2);

const runShape = (
	{ report, overBudget }: DrillRunView,
	x: number,
	y: number,
): Shape => (report.passed && !overBudget ? circle(x, y) : cross(x, y));

const budgetLine = (x: number, from: number, to: number): Shape =>
	lines(path`M${x} ${from}V${to}`, "fault", 1.5, [4, 3]);

/** The signs of the picture, one after the other. */
function legend(
	{ legend: texts }: Catalogue,
	size: number,
	budget: boolean,
): readonly Shape[] {
	const y = LEGEND / 2;
	const signs: readonly (readonly [string, (x: number) => Shape])[] = [
		[texts.runPassed, (x) => circle(x + 5, y)],
		[texts.runFailed, (x) => cross(x + 5, y)],
		[texts.median, (x) => lines(path`M${x + 5} ${y - 7}v14`, "ink", 2)],
		[texts.predicted, (x) => box(x, y - 5, 11, 10, { fill: "predicted" })],
		[texts.budget, (x) => budgetLine(x + 5, y - 8, y + 8)],
	];
	let x = 8;
	return (budget ? signs : signs.slice(0, -1)).flatMap(([text, sign]) => {
		const at = x;
		x += 30 + textWidth(text, size);
		return [sign(at), label(at + 15, y, text, { size, colour: "muted" })];
	});
}

/** Where the scale ends that all these faults fit: several pictures below each other share it. Milliseconds. */
export const distributionEnd = (
	faults: readonly FaultView[],
	budgetMs = 0,
): number =>
	logScaleEnd([
		...faults.flatMap(({ summary, prediction }) => [
			summary.maxMs,
			prediction?.maxMs ?? 0,
		]),
		budgetMs,
	]);

interface DistributionProps {
	readonly faults: readonly FaultView[];
	readonly budgetMs: number | undefined;
	/** See {@link distributionEnd}. */
	readonly endMs: number;
	readonly title: string;
}

/** How long each fault left its runs without service. */
export function distributionChart(
	{ faults, budgetMs, endMs, title }: DistributionProps,
	t: Catalogue,
	width: number,
): Picture {
	const size = width < 500 ? 10 : 12;
	const right = width - MARGIN;
	const bottom = LEGEND + faults.length * ROW;
	const scale = logScale(endMs, LEFT, right);
	const { toX } = scale;
	const rowShapes = (
		{ summary, prediction, runs }: FaultView,
		top: number,
	): readonly Shape[] => {
		const y = top + 27;
		const median = formatMs(summary.p50Ms);
		return [
			lines(path`M${LEFT} ${top}H${right}`, "line"),
			...(prediction
				? [
						box(
							toX(prediction.minMs),
							y - 8,
							toX(prediction.maxMs) - toX(prediction.minMs),
							16,
							{ fill: "predicted" },
						),
					]
				: []),
			label(LEFT + 5, top + 10, summary.drill, { size }),
			label(
				right - 4,
				top + 10,
				summary.runs === 1 ? median : `${t.columns.p50} ${median}`,
				{ size, colour: "muted", align: "right" },
			),
			lines(path`M${toX(summary.p50Ms)} ${y - 9}v18`, "ink", 2),
			// Runs that took equally long stand beside each other.
			...runs.map((run, index) =>
				runShape(
					run,
					toX(run.report.faultOutage.totalMs),
					y + (((index + 1) % 3) - 1) * 5,
				),
			),
		];
	};
	return picture(width, bottom + axisHeight(size), title, [
		...axis(scale, bottom, t.milliseconds, size),
		box(0, 0, width, LEGEND, { fill: "paper" }),
		...legend(t, size, budgetMs !== undefined),
		...faults.flatMap((fault, row) => rowShapes(fault, LEGEND + row * ROW)),
		...(budgetMs === undefined
			? []
			: [budgetLine(toX(budgetMs), LEGEND, bottom)]),
	]);
}
