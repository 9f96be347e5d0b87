import { CLOUDS } from "./clouds";

/** The clouds' names for people in a language, by their ids. */
export const cloudTitles = (
	language: "en" | "zh",
): Readonly<Record<string, string>> =>
	Object.fromEntries(
		Object.entries(CLOUDS).map(([cloud, { title, titleZh }]) => [
			cloud,
			language === "en" ? title : titleZh,
		]),
	);
