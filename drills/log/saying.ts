/** The languages in which a drill's report speaks. */
export const LANGUAGES = ["en", "zh"] as const;
export type Language = (typeof LANGUAGES)[number];

/** The same said in every language. The terminal and files for machines have the English one. */
export type Saying = Readonly<Record<Language, string>>;

const SEMICOLON: Saying = { en: "; ", zh: "；" };

/** Several sayings as one, with a semicolon between them. */
export const inOne = (sayings: readonly Saying[]): Saying => ({
	en: sayings.map(({ en }) => en).join(SEMICOLON.en),
	zh: sayings.map(({ zh }) => zh).join(SEMICOLON.zh),
});
