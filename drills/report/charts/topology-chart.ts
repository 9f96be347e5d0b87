import type { Catalogue } from "../../text/catalogue";
import { markup } from "../markup";
import type { ColourName } from "../palette";
import type { Topology } from "../topology";
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

const SIZE = 12;
const LINE = 15;
const MARGIN = 4;
/** Between rows; between boxes of a row; between nodes, where a word stands on the line. */
const ROW_GAP = 38;
const GAP = 18;
const NODE_GAP = 84;

/** Texts below each other. */
type Texts = readonly string[];

const present = (texts: readonly (string | false | undefined)[]): Texts =>
	texts.filter((text) => text !== undefined && text !== false);

function vantageName(vantage: string, t: Catalogue): string | undefined {
	switch (vantage) {
		case "client":
			return t.topology.client;
		case "bastion":
			return t.topology.bastion;
		case "neighbour":
			return t.topology.neighbour;
		case "internet":
			return t.topology.internet;
		default:
			return undefined;
	}
}

const widest = (texts: Texts): number =>
	Math.max(...texts.map((text) => textWidth(text, SIZE)));

/** Texts below each other, around a point. */
const written = (
	texts: Texts,
	x: number,
	y: number,
	colour: ColourName = "ink",
): readonly Shape[] =>
	texts.map((text, index) =>
		label(x, y + (index - (texts.length - 1) / 2) * LINE, text, {
			size: SIZE,
			colour,
			align: "center",
		}),
	);

interface Box {
	readonly texts: Texts;
	/** In full colour. */
	readonly full: boolean;
}

/** Boxes side by side around x = 0, as wide as their texts and as high as the highest. */
function boxRow(boxes: readonly Box[], y: number, gap: number) {
	const widths = boxes.map(({ texts }) => widest(texts) + 16);
	const width = widths.reduce((sum, each) => sum + each + gap, -gap);
	const most = Math.max(...boxes.map(({ texts }) => texts.length));
	const bottom = y + most * LINE + 10;
	const middle = (y + bottom) / 2;
	let end = -width / 2;
	const places = widths.map((each) => {
		const left = end;
		const right = left + each;
		end = right + gap;
		return { left, x: (left + right) / 2, right };
	});
	const shapes = boxes.flatMap(({ texts, full }, index) => {
		const { left, x, right } = places[index] ?? { left: 0, x: 0, right: 0 };
		return [
			box(left, y, right - left, bottom - y, {
				radius: 8,
				fill: full ? "master" : "paper",
				stroke: full ? "master" : "muted",
			}),
			...written(texts, x, middle, full ? "onMaster" : "ink"),
		];
	});
	return { places, shapes, width, middle, bottom };
}

type Point = readonly [x: number, y: number];

interface ArrowStyle {
	readonly width?: number;
	readonly dash?: readonly number[];
}

/** A line with a head at its end. */
function arrow(
	[fromX, fromY]: Point,
	[toX, toY]: Point,
	{ width = 1, dash = [] }: ArrowStyle = {},
): readonly Shape[] {
	const length = Math.hypot(toX - fromX, toY - fromY);
	const [along, across] = [(toX - fromX) / length, (toY - fromY) / length];
	const [neckX, neckY] = [toX - along * 8, toY - across * 8];
	const [sideX, sideY] = [across * 3, along * 3];
	return [
		lines(path`M${fromX} ${fromY}L${neckX} ${neckY}`, "muted", width, dash),
		solid(
			path`M${toX} ${toY}L${neckX + sideX} ${neckY - sideY}L${neckX - sideX} ${neckY + sideY}z`,
			"muted",
		),
	];
}

interface TopologyProps {
	readonly topology: Topology;
	/** The lab's, below the picture. */
	readonly name: string;
	readonly title: string;
}

/** The lab: who asks, through what, whom. */
export function topologyChart(
	{ topology, name, title }: TopologyProps,
	t: Catalogue,
): Picture {
	const { vantages, nodes, by, vips } = topology;
	const asking = boxRow(
		vantages.map((vantage) => ({
			texts: present([vantage, vantageName(vantage, t)]),
			full: false,
		})),
		MARGIN,
		GAP,
	);
	const address = [t.topology.by[by], ...vips];
	const top = asking.bottom + ROW_GAP;
	const bottom = top + address.length * LINE + 34;
	const middle = (top + bottom) / 2;
	const edge = Math.max(widest(address) / 2 + 8, 54);
	const corner = edge + 34;
	/** Arrows meet the address side by side. */
	const onEdge = (index: number, count: number): number =>
		((2 * index + 1) / count - 1) * edge;
	const answering = boxRow(
		nodes.map((node) => ({
			texts: present([node.name, node.address, node.holds && t.topology.holds]),
			full: node.holds,
		})),
		bottom + ROW_GAP,
		NODE_GAP,
	);
	const width = Math.ceil(
		Math.max(asking.width, answering.width, 2 * corner, textWidth(name, SIZE)) +
			2 * MARGIN,
	);
	const height = answering.bottom + 26;
	const small = { size: SIZE - 1, colour: "muted", align: "center" } as const;
	const shapes = [
		...asking.shapes,
		...asking.places.flatMap(({ x }, index) =>
			arrow([x, asking.bottom], [onEdge(index, vantages.length), top - 1]),
		),
		solid(
			path`M${-corner} ${middle}L${-edge} ${top}H${edge}L${corner} ${middle}L${edge} ${bottom}H${-edge}z`,
			"panel",
			"announce",
		),
		...written(address, 0, middle),
		...answering.shapes,
		...nodes.flatMap(({ holds }, index) =>
			arrow(
				[onEdge(index, nodes.length), bottom + 1],
				[answering.places[index]?.x ?? 0, bottom + ROW_GAP - 1],
				holds ? { width: 2 } : { dash: [5, 3] },
			),
		),
		...answering.places.slice(1).flatMap(({ left }, index) => {
			const from = (answering.places[index]?.right ?? 0) + 3;
			const to = left - 3;
			const between = [(from + to) / 2, answering.middle] as const;
			return [
				...arrow(between, [from, answering.middle], { dash: [1, 4] }),
				...arrow(between, [to, answering.middle], { dash: [1, 4] }),
				label(between[0], answering.middle - 10, "VRRP", small),
			];
		}),
		label(0, height - 11, name, small),
	];
	return picture(width, height, title, [
		markup`<g transform="translate(${width / 2} 0)">${shapes}</g>`,
	]);
}
