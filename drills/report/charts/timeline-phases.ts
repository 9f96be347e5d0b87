import type { DrillReport } from "../../analysis/drill-report";
import type { Catalogue } from "../../text/catalogue";
import type { Timeline } from "../timeline";
import { box, label, lines, path, textWidth } from "./svg";
import type { Row } from "./timeline-row";

/** The steps of the takeover as brackets, named where the name fits. */
export const phaseRow = (
	{ phases }: Timeline,
	t: Catalogue,
	size: number,
): Row | undefined =>
	phases.length === 0
		? undefined
		: {
				name: t.phases,
				colour: "muted",
				height: 30,
				middle: 8,
				shapes: (y, { toX }) =>
					phases.flatMap(({ phase, fromMs, toMs }) => {
						const [from, to] = [toX(fromMs), toX(toMs)];
						const text = t.phase[phase];
						return [
							lines(path`M${from} ${y + 1}v7H${to}v-7`, "ink", 1.2),
							...(to - from > textWidth(text, size - 1) + 2
								? [
										label((from + to) / 2, y + 17, text, {
											size: size - 1,
											colour: "muted",
											align: "center",
										}),
									]
								: []),
						];
					}),
			};

/** How long the outage was to last: up to the most, with ticks at the least and the most. */
export const predictionRow = (
	{ prediction }: DrillReport,
	{ zoomMs: [, endMs] }: Timeline,
	t: Catalogue,
): Row | undefined =>
	prediction && {
		name: t.predicted,
		colour: "muted",
		height: 24,
		middle: 6,
		shapes: (y, { toX }) => [
			box(toX(0), y + 4, toX(prediction.maxMs) - toX(0), 5, {
				fill: "predicted",
			}),
			lines(
				[prediction.minMs, prediction.maxMs]
					.filter((ms) => ms <= endMs)
					.map((ms) => path`M${toX(ms)} ${y}v13`)
					.join(""),
				"ink",
			),
		],
	};
