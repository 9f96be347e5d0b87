import { CLOUDS, type CloudId } from "../../design/clouds";
import type { IdKind, RandomBytes } from "../../design/clouds/cloud-profile";

export type { IdKind } from "../../design/clouds/cloud-profile";

/** Makes an id that nothing has yet. */
export type NewId = (kind: IdKind) => string;

/** Ids that look like the cloud's own. */
export const idsOf =
	(cloud: CloudId, randomBytes: RandomBytes): NewId =>
	(kind) =>
		CLOUDS[cloud].newId(kind, randomBytes);
