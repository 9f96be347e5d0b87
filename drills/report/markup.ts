const ENTITIES: Readonly<Record<string, string>> = {
	"&": "&amp;",
	"<": "&lt;",
	">": "&gt;",
	'"': "&quot;",
	"'": "&#39;",
};

/** Characters that XML 1.0 cannot hold, not even escaped. */
const NOT_IN_XML =
	/[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu;

/** Text as it stands in HTML, SVG or XML, between tags or in an attribute. */
export const escapeMarkup = (text: string): string =>
	text
		.replaceAll(NOT_IN_XML, "\u{fffd}")
		.replaceAll(/[&<>"']/g, (character) => ENTITIES[character] ?? character);

/** Markup that needs no escaping any more. */
export class Markup {
	constructor(readonly text: string) {}

	toString(): string {
		return this.text;
	}
}

/** What a template may hold: text is escaped, markup is not, lists are joined, `undefined` and `false` are nothing. */
export type Content =
	| Markup
	| string
	| number
	| false
	| undefined
	| readonly Content[];

function textOf(content: Content): string {
	if (content === undefined || content === false) {
		return "";
	}
	if (content instanceof Markup) {
		return content.text;
	}
	return typeof content === "string" || typeof content === "number"
		? escapeMarkup(String(content))
		: content.map(textOf).join("");
}

/** Markup from a template whose values are escaped. */
export const markup = (
	parts: TemplateStringsArray,
	...values: readonly Content[]
): Markup => new Markup(String.raw({ raw: parts }, ...values.map(textOf)));
