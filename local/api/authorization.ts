import type { Permission } from "../../design/nexthop-permissions";
import { matches } from "./faults";

/**
 * Whether credentials with these permissions may call an action on a resource. The local cloud knows no denials, and no
 * conditions but those that name a resource.
 *
 * @param action name as the API has it, such as `ReplaceRoutes`
 * @param resource complete name as the cloud's policies have it; `undefined` for actions that take none, which only `*` allows
 */
export const mayCall = (
	permissions: readonly Permission[],
	action: string,
	resource: string | undefined,
): boolean =>
	permissions.some(
		({ actions, resources }) =>
			actions.some((pattern) => matches(pattern, action)) &&
			resources.some((pattern) => covers(pattern, resource)),
	);

/** Clouds' names of resources are fields behind colons; one that is empty or `*` stands for anything, as does `*` at an end. */
function covers(pattern: string, resource: string | undefined): boolean {
	if (pattern === "*") {
		return true;
	}
	if (resource === undefined) {
		return false;
	}
	const wanted = pattern.split(":");
	const given = resource.split(":");
	return (
		wanted.length === given.length &&
		wanted.every(
			(field, index) => field === "" || matches(field, given[index] ?? ""),
		)
	);
}
