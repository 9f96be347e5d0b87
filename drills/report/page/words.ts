import { LANGUAGES, type Language, type Saying } from "../../log/saying";
import { type Content, Markup, markup } from "../markup";
import { TEXTS } from "../text";
import type { Catalogue } from "../text/catalogue";

/** A text in every language; the page shows one of them. What is the same in all stands once. */
function inEach(say: (language: Language) => Content): Content {
	const texts = LANGUAGES.map((language) => ({
		language,
		text: markup`${say(language)}`.text,
	}));
	const [first] = texts;
	return first && texts.every(({ text }) => text === first.text)
		? new Markup(first.text)
		: texts.map(
				({ language, text }) =>
					markup`<span lang="${language}">${new Markup(text)}</span>`,
			);
}

/** The report's own words, in every language. */
export const words = (say: (t: Catalogue) => Content): Content =>
	inEach((language) => say(TEXTS[language]));

/** What an audit says, in every language. */
export const saying = (said: Saying): Content =>
	inEach((language) => said[language]);
