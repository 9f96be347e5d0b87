import type { IConstruct } from "constructs";
import { propError } from "../support/checks";

const MAX_TAGS = 50;
const MAX_KEY_LENGTH = 127;
const MAX_VALUE_LENGTH = 255;
const CHARACTERS = /^[\p{L}\p{N} +\-=._:/@()[\],;><]*$/u;
const RESERVED_PREFIXES = ["qcs:", "project"];

function problemOf(text: string, maxLength: number): string | undefined {
	const length = [...text].length;
	if (length < 1 || length > maxLength) {
		return `has ${length} characters; allowed are 1 to ${maxLength}`;
	}
	if (!CHARACTERS.test(text)) {
		return "has a character that is not allowed; allowed are letters, digits, spaces and + - = . _ : / @ ( ) [ ] , ; > <";
	}
	return text.trim() === text ? undefined : "starts or ends with a space";
}

/**
 * Checks tags against the limits of Tencent document 651/13354: 50 per resource, keys up to 127 and values up to
 * 255 characters, a restricted set of characters, no key that begins as the cloud's own do.
 *
 * @returns the tags
 */
export function checkTags(
	scope: IConstruct,
	tags: Readonly<Record<string, string>> = {},
): Record<string, string> {
	const entries = Object.entries(tags);
	if (entries.length > MAX_TAGS) {
		throw propError(
			scope,
			"tags",
			`${entries.length} tags; a resource takes ${MAX_TAGS} at most`,
		);
	}
	for (const [key, value] of entries) {
		const reserved = RESERVED_PREFIXES.find((it) => key.startsWith(it));
		if (reserved !== undefined) {
			throw propError(
				scope,
				"tags",
				`the key "${key}" begins with "${reserved}", which Tencent Cloud keeps for itself`,
			);
		}
		const keyProblem = problemOf(key, MAX_KEY_LENGTH);
		if (keyProblem !== undefined) {
			throw propError(scope, "tags", `the key "${key}" ${keyProblem}`);
		}
		const valueProblem = problemOf(value, MAX_VALUE_LENGTH);
		if (valueProblem !== undefined) {
			throw propError(
				scope,
				"tags",
				`the value "${value}" of "${key}" ${valueProblem}`,
			);
		}
	}
	return { ...tags };
}
