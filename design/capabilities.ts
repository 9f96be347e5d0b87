import { CLOUDS, type CloudId } from "./clouds";
import type { CloudCapabilities } from "./clouds/cloud-profile";

/** What each cloud can do. */
export const CAPABILITIES: Readonly<Record<CloudId, CloudCapabilities>> =
	CLOUDS;
