import type { IConstruct } from "constructs";
import { CAPABILITIES } from "../../design/capabilities";
import { propError } from "../support/checks";

const MAX_TAGS = 20;
const MAX_LENGTH = 128;
const RESERVED_PREFIXES = ["aliyun", "acs:"];
const ADDRESS = /https?:\/\//i;

function problemOf(text: string, minLength: number): string | undefined {
	const length = [...text].length;
	if (length < minLength || length > MAX_LENGTH) {
		return `has ${length} characters; allowed are ${minLength} to ${MAX_LENGTH}`;
	}
	const reserved = RESERVED_PREFIXES.find((it) =>
		text.toLowerCase().startsWith(it),
	);
	if (reserved !== undefined) {
		return `begins with "${reserved}", which ${CAPABILITIES.alicloud.title} keeps for itself`;
	}
	return ADDRESS.test(text) ? "holds http:// or https://" : undefined;
}

/**
 * Checks tags against the limits of VPC's and ECS's `TagResources`: 20 per resource, keys and values up to 128
 * characters, none that begins as the cloud's own do or that holds a web address. Values may be empty.
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
		const keyProblem = problemOf(key, 1);
		if (keyProblem !== undefined) {
			throw propError(scope, "tags", `the key "${key}" ${keyProblem}`);
		}
		const valueProblem = problemOf(value, 0);
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
