import { NEAR_LIMIT, type UserDataLimit, userDataBytes } from "../userdata";
import { CLOUDS, type CloudId } from "./clouds";

/** How much of its cloud's limit a machine's user data takes. */
export interface UserDataUse {
	readonly bytes: number;
	readonly limitBytes: number;
	readonly isNearLimit: boolean;
}

/** @param bytes how many the cloud counts */
export function userDataUse(cloud: CloudId, bytes: number): UserDataUse {
	const { limitBytes } = CLOUDS[cloud].userData;
	return { bytes, limitBytes, isNearLimit: bytes > NEAR_LIMIT * limitBytes };
}

/**
 * How many bytes of its limit a cloud counts for a machine's user data.
 *
 * @param encoding how the text gets to the machine
 */
export const countedUserDataBytes = (
	cloud: CloudId,
	text: string,
	encoding: UserDataLimit["encoding"],
): number =>
	userDataBytes(text, {
		measured: CLOUDS[cloud].userData.measured,
		encoding,
	});
