import { CLOUDS, type CloudId } from "./clouds";
import type { CloudCapabilities } from "./clouds/cloud-profile";

export { CLOUD_IDS, type CloudId } from "./clouds";
export type {
	CloudCapabilities,
	HavipSwitch,
	RouteVipScope,
} from "./clouds/cloud-profile";

/** What each cloud can do. */
export const CAPABILITIES: Readonly<Record<CloudId, CloudCapabilities>> =
	CLOUDS;
