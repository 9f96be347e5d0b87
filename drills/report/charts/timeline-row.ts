import type { ColourName } from "../palette";
import type { Scale } from "./scale";
import { label, type Shape } from "./svg";

/** Space between two rows in pixels. */
export const GAP = 7;

/** A strip across a timeline. */
export interface Row {
	/** Stands left of the scale. */
	readonly name: string;
	readonly colour?: ColourName;
	/** In pixels, with the space below. */
	readonly height: number;
	/** Where its name stands, below its upper edge. */
	readonly middle: number;
	/** @param y its upper edge */
	readonly shapes: (y: number, scale: Scale) => readonly Shape[];
}

/** A row with its name, from `y` on. */
export const rowShapes = (
	{ name, colour = "ink", middle, shapes }: Row,
	y: number,
	scale: Scale,
	size: number,
): readonly Shape[] => [
	label(scale.left - 8, y + middle, name, { size, colour, align: "right" }),
	...shapes(y, scale),
];
