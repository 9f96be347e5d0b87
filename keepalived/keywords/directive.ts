import type { KeepalivedVersion } from "../version";
import type { CheckContext } from "./context";

/** How one keyword of keepalived.conf is checked and written. */
export interface Directive<V> {
	/** First version of keepalived that knows the keyword; absent for those older than 1.2.24. */
	readonly since?: string;
	/** Reports what is wrong with the value alone. */
	check(value: V, context: CheckContext): void;
	/** The keyword, where it is not the property's name in snake case. */
	readonly keyword?: string;
	/** The lines of the keyword, those of a block indented by one level below their first. */
	write(
		value: V,
		keyword: string,
		version: KeepalivedVersion,
	): readonly string[];
}

/**
 * The keywords of a block: exactly one directive for each property, in the order they are written.
 * A property that is added to the model and forgotten here does not compile.
 */
export type Keywords<T extends object> = {
	readonly [K in keyof T]-?: Directive<NonNullable<T[K]>>;
};

/** How most keywords are written: with their value behind them. */
export const plain = {
	write: (
		value: string | number | boolean,
		keyword: string,
	): readonly string[] => [`${keyword} ${value}`],
};

/** `advertInt` → `advert_int` */
export function keywordOf(property: string): string {
	return property.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

/** Says from which version on a keyword exists. */
export function since<V>(
	version: string,
	directive: Directive<V>,
): Directive<V> {
	return { ...directive, since: version };
}

/** Reports what is wrong with each keyword of a block, and properties that are none. */
export function checkKeywords<T extends object>(
	keywords: Keywords<T>,
	block: T,
	context: CheckContext,
): void {
	for (const property of Object.keys(block)) {
		if (isKeyOf(keywords, property)) {
			checkKeyword(keywords, block, property, context.at(property));
		} else {
			context.at(property).refuse({
				given: "a property that is not a keyword of this block",
				allowed: Object.keys(keywords).join(", "),
				remedy: "Correct the spelling or remove it.",
			});
		}
	}
}

/** The lines of all keywords of a block, not indented. */
export function writeKeywords<T extends object>(
	keywords: Keywords<T>,
	block: T,
	version: KeepalivedVersion,
): readonly string[] {
	return Object.keys(keywords)
		.filter((property) => isKeyOf(keywords, property))
		.flatMap((property) => writeKeyword(keywords, block, property, version));
}

/** `keyword {`, the lines one level deeper, `}` */
export function writeBlock(
	header: string,
	lines: readonly string[],
): readonly string[] {
	return [`${header} {`, ...lines.map((line) => `    ${line}`), "}"];
}

function checkKeyword<T extends object, K extends keyof T & string>(
	keywords: Keywords<T>,
	block: T,
	property: K,
	context: CheckContext,
): void {
	const directive: Directive<NonNullable<T[K]>> = keywords[property];
	const value = block[property];
	if (value === undefined || value === null) {
		return;
	}
	if (directive.since !== undefined && !isOff(value)) {
		context.need(directive.since, directive.keyword ?? keywordOf(property));
	}
	directive.check(value, context);
}

function writeKeyword<T extends object, K extends keyof T & string>(
	keywords: Keywords<T>,
	block: T,
	property: K,
	version: KeepalivedVersion,
): readonly string[] {
	const directive: Directive<NonNullable<T[K]>> = keywords[property];
	const value = block[property];
	if (value === undefined || value === null) {
		return [];
	}
	return directive.write(
		value,
		directive.keyword ?? keywordOf(property),
		version,
	);
}

function isOff(value: unknown): boolean {
	return value === false || (Array.isArray(value) && value.length === 0);
}

function isKeyOf<T extends object>(
	keywords: Keywords<T>,
	property: string,
): property is keyof T & string {
	return Object.hasOwn(keywords, property);
}
