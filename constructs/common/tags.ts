import type { IConstruct } from "constructs";
import { CLOUDS, type CloudId } from "../../design/clouds";
import type { TagTextLimit } from "../../design/clouds/cloud-profile";
import { lengthProblem, propError } from "./checks";

/** Tags of every resource that takes them. */
export type Tags = Readonly<Record<string, string>>;

function problemOf(
	title: string,
	text: string,
	limit: TagTextLimit,
): string | undefined {
	const length = lengthProblem(text, limit);
	if (length !== undefined) {
		return `${length.has}; allowed are ${length.takes}`;
	}
	for (const pattern of limit.reserved) {
		const [beginning] = pattern.exec(text) ?? [];
		if (beginning !== undefined) {
			return `begins with "${beginning.toLowerCase()}", which ${title} keeps for itself`;
		}
	}
	return limit.refused.find(([pattern]) => pattern.test(text))?.[1];
}

/**
 * Checks tags against the limits of a cloud.
 *
 * @returns the tags
 */
export function checkTags(
	scope: IConstruct,
	cloud: CloudId,
	tags: Tags = {},
): Record<string, string> {
	const { title, tags: limits } = CLOUDS[cloud];
	const { maxTags = Number.POSITIVE_INFINITY } = limits;
	const entries = Object.entries(tags);
	const refuse = (problem: string) => propError(scope, "tags", problem);
	if (entries.length > maxTags) {
		throw refuse(`${entries.length} tags; a resource takes ${maxTags} at most`);
	}
	for (const [key, value] of entries) {
		const keyProblem = problemOf(title, key, limits.key);
		if (keyProblem !== undefined) {
			throw refuse(`the key "${key}" ${keyProblem}`);
		}
		const valueProblem = problemOf(title, value, limits.value);
		if (valueProblem !== undefined) {
			throw refuse(`the value "${value}" of "${key}" ${valueProblem}`);
		}
	}
	return { ...tags };
}
