import { type Content, type Markup, markup } from "../markup";
import { type ColourName, light } from "../palette";

/** A picture for one width in one language. */
export interface Picture {
	readonly width: number;
	readonly height: number;
	readonly svg: string;
}

/** A piece of a picture. */
export type Shape = Markup;

/** Fonts that are there on most machines, with Chinese characters. */
const FONT =
	"system-ui, -apple-system, 'Segoe UI', 'Noto Sans', 'Noto Sans CJK SC', 'PingFang SC', 'Microsoft YaHei', sans-serif";

/** Width of a text, roughly: a Chinese character is as wide as it is high. */
export const textWidth = (text: string, size: number): number =>
	[...text].reduce(
		(sum, character) => sum + (character > "\u{2e80}" ? 1 : 0.56) * size,
		0,
	);

/** Nobody sees less than a tenth of a pixel. */
const rounded = (pixels: number): number => Number(pixels.toFixed(1));

/** SVG path data. */
export const path = (
	parts: TemplateStringsArray,
	...values: readonly number[]
): string => String.raw({ raw: parts }, ...values.map(rounded));

export interface LabelStyle {
	readonly size: number;
	readonly colour?: ColourName;
	readonly align?: "left" | "center" | "right";
}

const ANCHORS = { left: "start", center: "middle", right: "end" } as const;

/** A text whose capitals have their middle at `y`: the baseline is computed, since not all that draws SVG knows others. */
export const label = (
	x: number,
	y: number,
	text: string,
	{ size, colour = "ink", align = "left" }: LabelStyle,
): Shape =>
	markup`<text x="${rounded(x)}" y="${rounded(y + size * 0.36)}" font-size="${size}" fill="${light(colour)}"${align !== "left" && markup` text-anchor="${ANCHORS[align]}"`}>${text}</text>`;

export const box = (
	x: number,
	y: number,
	width: number,
	height: number,
	style: {
		readonly fill?: ColourName;
		readonly stroke?: ColourName;
		/** Of the corners. */
		readonly radius?: number;
	},
): Shape =>
	markup`<rect x="${rounded(x)}" y="${rounded(y)}" width="${rounded(Math.max(width, 0))}" height="${rounded(height)}"${style.radius !== undefined && markup` rx="${style.radius}"`} fill="${style.fill ? light(style.fill) : "none"}"${style.stroke && markup` stroke="${light(style.stroke)}"`}/>`;

const stroked = (
	d: string,
	colour: ColourName,
	width: number,
	more?: Content,
): Shape =>
	markup`${d !== "" && markup`<path d="${d}" fill="none" stroke="${light(colour)}"${width !== 1 && markup` stroke-width="${width}"`}${more}/>`}`;

/** Lines by SVG path data. */
export const lines = (
	d: string,
	colour: ColourName,
	width = 1,
	dash: readonly number[] = [],
): Shape =>
	stroked(
		d,
		colour,
		width,
		dash.length > 0 && markup` stroke-dasharray="${dash.join(" ")}"`,
	);

/** Dots of one size: strokes of no length that end round. */
export const dots = (
	at: readonly (readonly [number, number])[],
	colour: ColourName,
	size: number,
): Shape =>
	stroked(
		// A stroke of no length at all is left out by some that draw SVG.
		at.map(([x, y]) => path`M${x} ${Math.round(y)}h.3`).join(""),
		colour,
		size,
		markup` stroke-linecap="round"`,
	);

/** A closed shape by SVG path data. */
export const solid = (
	d: string,
	fill: ColourName,
	stroke?: ColourName,
): Shape =>
	markup`<path d="${d}" fill="${light(fill)}"${stroke && markup` stroke="${light(stroke)}" stroke-width="1.5"`}/>`;

/**
 * Shapes on paper.
 *
 * @param title what the picture shows, for those who do not see it
 */
export function picture(
	width: number,
	height: number,
	title: string,
	shapes: readonly Shape[],
): Picture {
	const svg = markup`<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" font-family="${FONT}"><title>${title}</title>${box(0, 0, width, height, { fill: "paper" })}${shapes}</svg>`;
	return { width, height, svg: svg.text };
}
