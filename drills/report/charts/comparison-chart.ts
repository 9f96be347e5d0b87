import type { Catalogue } from "../../text/catalogue";
import type { BarOwner, ComparedFault } from "../comparison";
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
	textWidth,
} from "./svg";

const BAR = 17;
const HEAD = 24;
/** Right of the scale, for the figures of long bars. */
const MARGIN = 64;

const nameOf = ({ subject, by, timing }: BarOwner, t: Catalogue): string =>
	subject === undefined
		? [t.ours, by && t.vipBy[by], timing]
				.filter((part) => part !== undefined)
				.join(" ")
		: t.subject(subject);

interface ComparisonProps {
	readonly comparisons: readonly ComparedFault[];
	readonly title: string;
}

/** The same faults with our configuration and with the tutorials' own. */
export function comparisonChart(
	{ comparisons, title }: ComparisonProps,
	t: Catalogue,
	width: number,
): Picture {
	const size = width < 500 ? 10 : 12;
	const all = comparisons.flatMap(({ bars }) => bars);
	const left =
		Math.max(...all.map((bar) => textWidth(nameOf(bar, t), size))) + 14;
	const scale = logScale(
		logScaleEnd(all.map(({ maxMs }) => maxMs)),
		left,
		width - MARGIN,
	);
	const barShapes = (
		bar: ComparedFault["bars"][number],
		y: number,
	): readonly Shape[] => {
		const { subject, p50Ms, maxMs, endedByHealing } = bar;
		const ours = subject === undefined;
		const middle = scale.toX(p50Ms);
		const to = scale.toX(maxMs);
		return [
			label(left - 8, y + 6, nameOf(bar, t), {
				size,
				colour: ours ? "ink" : "muted",
				align: "right",
			}),
			ours
				? box(left, y, middle - left, 12, { fill: "master" })
				: box(left, y + 0.5, middle - left, 11, {
						fill: "panel",
						stroke: "others",
					}),
			lines(path`M${middle} ${y + 6}H${to}m0 -4v8`, "ink", 1.2),
			label(to + 6, y + 6, `${endedByHealing ? "≥ " : ""}${formatMs(p50Ms)}`, {
				size: size - 1,
			}),
		];
	};
	const shapes: Shape[] = [];
	let y = 4;
	for (const { drill, bars } of comparisons) {
		shapes.push(
			box(0, y, width, HEAD - 6, { fill: "panel" }),
			label(6, y + 9, drill, { size }),
		);
		y += HEAD;
		for (const bar of bars) {
			shapes.push(...barShapes(bar, y));
			y += BAR;
		}
		y += 6;
	}
	return picture(width, y + axisHeight(size), title, [
		...axis(scale, y, t.milliseconds, size),
		...shapes,
	]);
}
