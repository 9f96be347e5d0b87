import type { Catalogue } from "../../text/catalogue";
import type { BarOwner, ComparedFault } from "../comparison";
import { formatMs } from "../format";
import { LEAST_MS, logAxisEnd, logTick, onLogAxis } from "./log-axis";
import { box, label, lines, type Sketch, textWidth } from "./svg";

const BAR = 17;
const HEAD = 24;

const nameOf = ({ subject, by, timing }: BarOwner, t: Catalogue): string =>
	subject === undefined
		? [t.ours, by && t.vipBy[by], timing]
				.filter((part) => part !== undefined)
				.join(" ")
		: t.subject(subject);

/** The same faults with our configuration and with the tutorials' own. */
export function comparisonChart(
	comparisons: readonly ComparedFault[],
	t: Catalogue,
	width: number,
	title: string,
): Sketch {
	const fontSize = width < 500 ? 10 : 12;
	const bars = comparisons.flatMap(({ bars: each }) => each);
	const left =
		Math.max(...bars.map((bar) => textWidth(nameOf(bar, t), fontSize))) + 14;
	const tops: number[] = [];
	let plotEnd = 4;
	for (const comparison of comparisons) {
		tops.push(plotEnd);
		plotEnd += HEAD + comparison.bars.length * BAR + 6;
	}
	const height = plotEnd + fontSize * 3 + 14;
	return {
		plot: {
			...{ width, height, left, right: 64, title },
			bottom: height - plotEnd,
			axis: {
				...{ kind: "log", min: LEAST_MS, fontSize, text: logTick },
				max: logAxisEnd(bars.map(({ maxMs }) => maxMs)),
				name: t.milliseconds,
			},
		},
		draw: (toX) =>
			comparisons.flatMap(({ drill, bars: each }, index) => {
				const top = tops[index] ?? 0;
				return [
					box(0, top, width, HEAD - 6, { fill: "panel" }),
					label(6, top + 9, drill, fontSize),
					...each.flatMap((bar, row) => {
						const { subject, p50Ms, maxMs, endedByHealing } = bar;
						const y = top + HEAD + row * BAR;
						const [from, middle, to] = [
							toX(LEAST_MS),
							toX(onLogAxis(p50Ms)),
							toX(onLogAxis(maxMs)),
						];
						const ours = subject === undefined;
						return [
							label(
								left - 8,
								y + 6,
								nameOf(bar, t),
								fontSize,
								ours ? "ink" : "muted",
								"right",
							),
							ours
								? box(from, y, middle - from, 12, { fill: "master" })
								: box(from, y + 0.5, middle - from, 11, {
										fill: "panel",
										stroke: "others",
									}),
							lines(
								`M${middle.toFixed(1)} ${y + 6}H${to.toFixed(1)}m0 -4v8`,
								"ink",
								1.2,
							),
							label(
								to + 6,
								y + 6,
								`${endedByHealing ? "≥ " : ""}${formatMs(p50Ms)}`,
								fontSize - 1,
							),
						];
					}),
				];
			}),
	};
}
