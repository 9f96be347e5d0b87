import { type RoleCredentials, roleCredentials } from "../vpc/credentials";
import type { Instance, VpcState } from "../vpc/entities";
import type { MetadataContext } from "./request";
import type { MetadataTree } from "./tree";

/**
 * The directory with the credentials of an instance's role, which clouds have under names of their own.
 *
 * @param text how the cloud writes the credentials
 * @returns `undefined` for an instance without a role
 */
export function roleDirectory(
	state: VpcState,
	instance: Instance,
	{ now, roleLifetimeMilliseconds }: MetadataContext,
	text: (credentials: RoleCredentials) => string,
): MetadataTree | undefined {
	const credentials = roleCredentials(
		state,
		instance,
		now,
		roleLifetimeMilliseconds,
	);
	return credentials && instance.roleName !== undefined
		? { "security-credentials": { [instance.roleName]: text(credentials) } }
		: undefined;
}
