import { CLOUDS, type CloudId } from "./clouds";
import type { NexthopScope, Permission } from "./clouds/cloud-profile";

export type { NexthopScope, Permission } from "./clouds/cloud-profile";

/** What a node may ask a cloud's API for: what moves a next hop, and no more. */
export const nexthopPermissions = (
	cloud: CloudId,
	scope: NexthopScope,
): readonly Permission[] => CLOUDS[cloud].nexthopPermissions(scope);
