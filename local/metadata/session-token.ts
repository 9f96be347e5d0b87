import { createHmac, timingSafeEqual } from "node:crypto";

const SEAL_BYTES = 32;
const TIME_BYTES = 8;

function sealOf(secret: string, instanceId: string, end: Buffer): Buffer {
	return createHmac("sha256", secret)
		.update(`metadata-token\n${instanceId}\n`)
		.update(end)
		.digest();
}

/**
 * A token for the metadata service, good for one instance. It carries its end and proves itself, so nothing is kept.
 *
 * @param expiresAt milliseconds since 1970
 */
export function sessionToken(
	secret: string,
	instanceId: string,
	expiresAt: number,
): string {
	const end = Buffer.alloc(TIME_BYTES);
	end.writeBigUInt64BE(BigInt(expiresAt));
	return Buffer.concat([end, sealOf(secret, instanceId, end)]).toString(
		"base64url",
	);
}

/** Whether a token is this instance's and has not ended. */
export function isGoodSessionToken(
	secret: string,
	instanceId: string,
	token: string,
	now: number,
): boolean {
	const bytes = Buffer.from(token, "base64url");
	if (bytes.length !== TIME_BYTES + SEAL_BYTES) {
		return false;
	}
	const end = bytes.subarray(0, TIME_BYTES);
	const seal = bytes.subarray(TIME_BYTES);
	return (
		timingSafeEqual(seal, sealOf(secret, instanceId, end)) &&
		now < Number(end.readBigUInt64BE())
	);
}
