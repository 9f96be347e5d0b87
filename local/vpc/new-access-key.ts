import { CLOUDS, type CloudId } from "../../design/clouds";
import type { RandomBytes } from "../../design/clouds/cloud-profile";
import type { AccessKey } from "./entities";

/** A new key that looks like one which somebody has made at the cloud's console. */
export const newAccessKey = (
	cloud: CloudId,
	randomBytes: RandomBytes,
): Pick<AccessKey, "id" | "secret"> => ({
	id: `${CLOUDS[cloud].accessKeys.prefix}${Buffer.from(randomBytes(12)).toString("hex")}`,
	secret: Buffer.from(randomBytes(24)).toString("base64url"),
});
