import type { ColourName } from "../palette";
import type { Scale } from "./scale";
import { label, type Shape, textWidth } from "./svg";

/** Space between two rows in pixels. */
export const GAP = 7;

/** A strip across a timeline. */
export interface Row {
	/** Stands left of the scale. */
	readonly name: string;
	readonly colour?: ColourName;
	/** Stands beside the name, to explain the sign elsewhere. */
	readonly sign?: (x: number, y: number) => Shape;
	/** In pixels, with the space below. */
	readonly height: number;
	/** Where its name stands, below its upper edge. */
	readonly middle: number;
	/** @param y its upper edge */
	readonly shapes: (y: number, scale: Scale) => readonly Shape[];
}

const SIGN = 12;

/** How much room a row's name needs left of the scale. */
export const nameWidth = ({ name, sign }: Row, size: number): number =>
	textWidth(name, size) + (sign ? SIGN : 0) + 12;

/** A row with its name, from `y` on. */
export const rowShapes = (
	{ name, colour = "ink", sign, middle, shapes }: Row,
	y: number,
	scale: Scale,
	size: number,
): readonly Shape[] => [
	label(scale.left - 8 - (sign ? SIGN : 0), y + middle, name, {
		size,
		colour,
		align: "right",
	}),
	...(sign ? [sign(scale.left - 10, y + middle)] : []),
	...shapes(y, scale),
];
