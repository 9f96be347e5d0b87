import type { Catalogue } from "../../text/catalogue";
import type { DrillRunView, FaultView } from "../drill-set";
import { formatMs } from "../format";
import { LEAST_MS, logAxisEnd, logTick, onLogAxis } from "./log-axis";
import {
	box,
	label,
	lines,
	type Shape,
	type Sketch,
	solid,
	textWidth,
} from "./svg";

const ROW = 40;
const LEGEND = 24;

const runPassed = ({ report, overBudget }: DrillRunView): boolean =>
	report.passed && !overBudget;

const circle = (x: number, y: number): Shape =>
	solid(
		`M${(x - 4.5).toFixed(1)} ${y}a4.5 4.5 0 1 0 9 0a4.5 4.5 0 1 0 -9 0z`,
		"paper",
		"master",
	);

const cross = (x: number, y: number): Shape =>
	lines(`M${(x - 4).toFixed(1)} ${y - 4}l8 8m0 -8l-8 8`, "fault", 2.2);

/** The signs of the picture, one after the other; those that do not fit are left to the text. */
function legend(
	t: Catalogue,
	fontSize: number,
	budget: boolean,
): readonly Shape[] {
	const y = LEGEND / 2;
	const signs: readonly (readonly [string, (x: number) => Shape])[] = [
		[t.legend.runPassed, (x) => circle(x + 5, y)],
		[t.legend.runFailed, (x) => cross(x + 5, y)],
		[t.legend.median, (x) => lines(`M${x + 5} ${y - 7}v14`, "ink", 2)],
		[t.legend.predicted, (x) => box(x, y - 5, 11, 10, { fill: "predicted" })],
		...(budget
			? ([
					[
						t.legend.budget,
						(x: number) => lines(`M${x + 5} ${y - 8}v16`, "fault", 1.5, [4, 3]),
					],
				] as const)
			: []),
	];
	let x = 8;
	return signs.flatMap(([text, sign]) => {
		const at = x;
		x += 30 + textWidth(text, fontSize);
		return [sign(at), label(at + 15, y, text, fontSize, "muted")];
	});
}

/** Where the axis ends that all these faults fit: several pictures below each other share it. */
export const distributionEnd = (
	faults: readonly FaultView[],
	budgetMs: number | undefined,
): number =>
	logAxisEnd([
		...faults.flatMap(({ summary, prediction }) => [
			summary.maxMs,
			prediction?.maxMs ?? 0,
		]),
		budgetMs ?? 0,
	]);

/**
 * How long each fault left its runs without service.
 *
 * @param axisEnd see {@link distributionEnd}
 */
export function distributionChart(
	faults: readonly FaultView[],
	budgetMs: number | undefined,
	axisEnd: number,
	t: Catalogue,
	width: number,
	title: string,
): Sketch {
	const fontSize = width < 500 ? 10 : 12;
	const plotEnd = LEGEND + faults.length * ROW;
	const height = plotEnd + fontSize * 3 + 14;
	return {
		plot: {
			...{ width, height, left: 16, right: 24, title },
			bottom: height - plotEnd,
			axis: {
				...{ kind: "log", min: LEAST_MS, fontSize, text: logTick },
				max: axisEnd,
				name: t.milliseconds,
			},
		},
		draw: (toX) => {
			const at = (ms: number): number => toX(onLogAxis(ms));
			return [
				box(0, 0, width, LEGEND, { fill: "paper" }),
				...legend(t, fontSize, budgetMs !== undefined),
				...faults.flatMap(({ summary, prediction, runs }, row) => {
					const top = LEGEND + row * ROW;
					const y = top + 27;
					return [
						lines(`M${at(0)} ${top}H${width - 24}`, "line"),
						...(prediction
							? [
									box(
										at(prediction.minMs),
										y - 8,
										at(prediction.maxMs) - at(prediction.minMs),
										16,
										{ fill: "predicted" },
									),
								]
							: []),
						label(at(0) + 5, top + 10, summary.drill, fontSize),
						label(
							width - 28,
							top + 10,
							summary.runs === 1
								? formatMs(summary.p50Ms)
								: `${t.columns.p50} ${formatMs(summary.p50Ms)}`,
							fontSize,
							"muted",
							"right",
						),
						lines(`M${at(summary.p50Ms).toFixed(1)} ${y - 9}v18`, "ink", 2),
						...runs.map((run, index) => {
							const x = at(run.report.faultOutage.totalMs);
							// Runs that took equally long stand beside each other.
							const aside = y + (((index + 1) % 3) - 1) * 5;
							return runPassed(run) ? circle(x, aside) : cross(x, aside);
						}),
					];
				}),
				...(budgetMs === undefined
					? []
					: [
							lines(
								`M${at(budgetMs)} ${LEGEND}V${plotEnd}`,
								"fault",
								1.5,
								[4, 3],
							),
						]),
			];
		},
	};
}
