/**
 * The colours of a report, light and dark. Hues from Okabe and Ito's palette, which colour-blind readers tell apart;
 * lightness differs too, so that they survive greyscale. No two light colours are the same: a picture is drawn with
 * the light ones, and the page replaces each by the variable of its name.
 */
export const PALETTE = {
	ink: ["#1b1f24", "#e6edf3"],
	muted: ["#59626c", "#9da7b1"],
	line: ["#d3d9df", "#343b44"],
	paper: ["#ffffff", "#12161b"],
	panel: ["#f5f7f9", "#1a2027"],
	master: ["#0072b2", "#3d9bd6"],
	onMaster: ["#fdfefe", "#0a0e12"],
	backup: ["#9cc6e3", "#2c5a7a"],
	fault: ["#c04d00", "#ff8a47"],
	faultPale: ["#fbe3d6", "#43230f"],
	booting: ["#b57700", "#e9a93a"],
	frozen: ["#2f8fbf", "#74c7ee"],
	good: ["#00664a", "#4cc9a0"],
	goodToo: ["#5b45a8", "#b3a2ff"],
	heal: ["#007a59", "#38c597"],
	announce: ["#8a3f75", "#e09bc9"],
	predicted: ["#cfd8e0", "#3a4653"],
	others: ["#8b95a0", "#75808b"],
} as const satisfies Readonly<Record<string, readonly [string, string]>>;

export type ColourName = keyof typeof PALETTE;

/** A colour on white paper. */
export const light = (name: ColourName): string => PALETTE[name][0];

const NAMES = new Map<string, string>(
	Object.entries(PALETTE).map(([name, [colour]]) => [colour, name]),
);

/** A picture whose colours follow the page's variables. */
export const themed = (svg: string): string =>
	svg.replaceAll(/"(#[0-9a-f]{6})"/g, (whole, colour: string) => {
		const name = NAMES.get(colour);
		return name === undefined ? whole : `"var(--${name})"`;
	});

/** The page's variables for light or dark paper. */
export const paletteVariables = (dark: boolean): string =>
	Object.entries(PALETTE)
		.map(([name, colours]) => `--${name}:${colours[dark ? 1 : 0]}`)
		.join(";");
