import type {
	CustomSeriesRenderItem,
	CustomSeriesRenderItemReturn,
} from "echarts" with { "resolution-mode": "import" };
import { escapeMarkup } from "../markup";
import { type ColourName, light } from "../palette";

/** A picture for one width in one language. */
export interface Picture {
	readonly width: number;
	readonly height: number;
	readonly svg: string;
}

/** A shape of a picture. */
export type Shape = NonNullable<CustomSeriesRenderItemReturn>;

/** Fonts that are there on most machines, with Chinese characters. */
export const FONT =
	"system-ui, -apple-system, 'Segoe UI', 'Noto Sans', 'Noto Sans CJK SC', 'PingFang SC', 'Microsoft YaHei', sans-serif";

/** Width of a text, roughly: a Chinese character is as wide as it is high. */
export const textWidth = (text: string, size: number): number =>
	[...text].reduce(
		(sum, character) => sum + (character > "\u{2e80}" ? 1 : 0.56) * size,
		0,
	);

export const label = (
	x: number,
	y: number,
	text: string,
	size: number,
	colour: ColourName = "ink",
	align: "left" | "center" | "right" = "left",
): Shape => ({
	type: "text",
	silent: true,
	style: {
		...{ x: Number(x.toFixed(1)), y, text, align },
		verticalAlign: "middle",
		fontSize: size,
		fill: light(colour),
	},
});

export const box = (
	x: number,
	y: number,
	width: number,
	height: number,
	style: { readonly fill?: ColourName; readonly stroke?: ColourName },
): Shape => ({
	type: "rect",
	silent: true,
	shape: { x, y, width: Math.max(width, 0), height },
	style: {
		fill: style.fill === undefined ? "none" : light(style.fill),
		...(style.stroke && { stroke: light(style.stroke), lineWidth: 1 }),
	},
});

/** Lines by SVG path data. */
export const lines = (
	d: string,
	colour: ColourName,
	lineWidth = 1,
	dash?: readonly number[],
): Shape => ({
	type: "path",
	silent: true,
	shape: { pathData: d },
	style: {
		...{ fill: "none", stroke: light(colour), lineWidth },
		...(dash && { lineDash: [...dash] }),
	},
});

/** Dots of one size: strokes of no length that end round. */
export const dots = (
	at: readonly (readonly [number, number])[],
	colour: ColourName,
	size: number,
): Shape => ({
	type: "path",
	silent: true,
	shape: {
		// A stroke of no length at all is left out.
		pathData: at
			.map(([x, y]) => `M${x.toFixed(1)} ${y.toFixed(0)}h.3`)
			.join(""),
	},
	style: {
		...{ fill: "none", stroke: light(colour), lineWidth: size },
		lineCap: "round",
	},
});

/** A closed shape by SVG path data. */
export const solid = (
	d: string,
	fill: ColourName | undefined,
	stroke?: ColourName,
): Shape => ({
	type: "path",
	silent: true,
	shape: { pathData: d },
	style: {
		fill: fill === undefined ? "none" : light(fill),
		...(stroke && { stroke: light(stroke), lineWidth: 1.5 }),
	},
});

/** A drawing area over a horizontal axis of milliseconds. */
export interface Plot {
	readonly width: number;
	readonly height: number;
	readonly left: number;
	readonly right: number;
	/** Above the axis' labels. */
	readonly bottom: number;
	readonly axis: {
		readonly kind: "value" | "log";
		readonly min: number;
		readonly max: number;
		readonly name: string;
		readonly fontSize: number;
		/** Text of a tick; by default its value. */
		readonly text?: (value: number) => string;
	};
	/** What the picture shows, for those who do not see it. */
	readonly title: string;
}

/** The shortest way to write many short upright and level strokes. */
const shortened = (path: string): string =>
	path.replaceAll(
		/M([-\d.]+) ([-\d.]+)L([-\d.]+) ([-\d.]+)(?=[M"])/g,
		(whole, x: string, y: string, toX: string, toY: string) => {
			const by = (from: string, to: string): string =>
				String(Number((Number(to) - Number(from)).toFixed(1))).replace(
					/^(-?)0\./,
					"$1.",
				);
			if (y === toY) {
				return `M${x} ${y}h${by(x, toX)}`;
			}
			return x === toX ? `M${x} ${y}v${by(y, toY)}` : whole;
		},
	);

/** What the renderer adds for scripts that are not there. */
const tidy = (svg: string, title: string): string =>
	svg
		.replaceAll(/<style[\s\S]*?<\/style>/g, "")
		.replaceAll(
			/ (?:ecmeta_\w+|class|pointer-events|xmlns:xlink|baseProfile|version|xml:space)="[^"]*"/g,
			"",
		)
		.replaceAll(
			/ style="font-size:([\d.]+)px;font-family:[^"]*"/g,
			' font-size="$1"',
		)
		.replaceAll(/\s*\n\s*/g, "")
		.replaceAll(/ d="[^"]*"/g, shortened)
		.replaceAll("></path>", "/>")
		.replaceAll("></rect>", "/>")
		.replace(
			/^<svg ([^>]*)>/,
			(_, attributes: string) =>
				`<svg ${attributes} role="img" font-family="${escapeMarkup(FONT)}"><title>${escapeMarkup(title)}</title>`,
		);

/** A picture to be: shapes over an axis. */
export interface Sketch {
	readonly plot: Plot;
	/** Gets the axis' scale in pixels. */
	readonly draw: (toX: (ms: number) => number) => readonly Shape[];
}

/** Draws a sketch. */
export type Draughtsman = (sketch: Sketch) => Picture;

/** Loads what draws, without a browser. It takes a third of a second, which only those wait for who want a picture. */
export async function loadDraughtsman(): Promise<Draughtsman> {
	const { init } = await import("echarts");
	return ({ plot, draw }) => {
		const { width, height, left, right, bottom, axis, title } = plot;
		const renderItem: CustomSeriesRenderItem = (_, api) => ({
			type: "group",
			children: [...draw((ms) => api.coord([ms, 0])[0] ?? 0)],
		});
		const chart = init(null, null, {
			renderer: "svg",
			ssr: true,
			width,
			height,
		});
		try {
			chart.setOption({
				animation: false,
				backgroundColor: light("paper"),
				textStyle: { fontFamily: "sans-serif" },
				grid: { left, right, top: 0, bottom, outerBoundsMode: "none" },
				xAxis: {
					type: axis.kind,
					min: axis.min,
					max: axis.max,
					name: axis.name,
					nameLocation: "middle",
					nameGap: axis.fontSize * 2,
					nameTextStyle: { color: light("muted"), fontSize: axis.fontSize },
					axisLine: { show: true, lineStyle: { color: light("muted") } },
					axisTick: { show: true, lineStyle: { color: light("muted") } },
					splitLine: { lineStyle: { color: light("line") } },
					splitNumber: width < 500 ? 4 : 8,
					axisLabel: {
						color: light("muted"),
						fontSize: axis.fontSize,
						hideOverlap: true,
						showMinLabel: axis.kind === "log",
						showMaxLabel: axis.kind === "log",
						...(axis.text && { formatter: axis.text }),
					},
				},
				yAxis: { show: false, type: "value", min: 0, max: 1 },
				series: [
					{
						type: "custom",
						silent: true,
						data: [[axis.min, 0]],
						renderItem,
					},
				],
			});
			return { width, height, svg: tidy(chart.renderToSVGString(), title) };
		} finally {
			chart.dispose();
		}
	};
}
