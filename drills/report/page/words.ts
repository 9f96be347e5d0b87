import { TEXTS } from "../../text";
import type { Catalogue } from "../../text/catalogue";
import { LANGUAGES } from "../../text/language";
import { type Content, Markup, markup } from "../markup";

/** A text in every language; the page shows one of them. What is the same in all stands once. */
export function words(say: (t: Catalogue) => Content): Content {
	const texts = LANGUAGES.map((language) => ({
		language,
		text: markup`${say(TEXTS[language])}`.text,
	}));
	const [first] = texts;
	return first && texts.every(({ text }) => text === first.text)
		? new Markup(first.text)
		: texts.map(
				({ language, text }) =>
					markup`<span lang="${language}">${new Markup(text)}</span>`,
			);
}
