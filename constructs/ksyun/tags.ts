import type { IConstruct } from "constructs";
import { propError } from "../support/checks";

/**
 * Checks tags. Kingsoft Cloud's limits were not found in its public documents, so that no more is checked than that
 * each tag has a key and a value. Instances, EIPs and NAT gateways take tags; nothing else does.
 *
 * @returns the tags
 */
export function checkTags(
	scope: IConstruct,
	tags: Readonly<Record<string, string>> = {},
): Record<string, string> {
	for (const [key, value] of Object.entries(tags)) {
		if (key.trim() === "" || value.trim() === "") {
			throw propError(
				scope,
				"tags",
				`"${key}" = "${value}" is not a tag; a tag has a key and a value`,
			);
		}
	}
	return { ...tags };
}
