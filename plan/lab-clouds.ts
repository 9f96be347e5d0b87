import { CLOUD_IDS, CLOUDS, type CloudId } from "../design/clouds";
import { LABS, type LabId } from "../labs/catalogue";
import type { VipMode } from "../labs/lab-definition";

/** Whether a cloud has floating addresses of this kind. */
export const knowsVipMode = (cloud: CloudId, mode: VipMode): boolean =>
	mode === "route" || CLOUDS[cloud].havip;

/** The clouds that can have a lab. */
export const cloudsOf = (lab: LabId): readonly CloudId[] =>
	CLOUD_IDS.filter((cloud) =>
		LABS[lab].vipModes.some((mode) => knowsVipMode(cloud, mode)),
	);
