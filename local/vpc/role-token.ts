import { createHmac, timingSafeEqual } from "node:crypto";
import { z } from "zod";

const grant = z.strictObject({
	role: z.string(),
	instanceId: z.string(),
	/** Milliseconds since 1970. */
	issuedAt: z.int(),
	/** Milliseconds since 1970. */
	expiresAt: z.int(),
});

/** What a role's credentials say about themselves. */
export type RoleGrant = Readonly<z.infer<typeof grant>>;

/**
 * A number that only who knows the secret can make.
 *
 * @param use sets the uses of a secret apart
 */
export const keyedHash = (secret: string, use: string, text: string): Buffer =>
	createHmac("sha256", secret).update(`${use}\n${text}`).digest();

const sealOf = (secret: string, text: string): Buffer =>
	keyedHash(secret, "role-token", text);

/** A token that says what is granted and proves that it was. Equal grants have equal tokens. */
export function roleToken(
	secret: string,
	{ role, instanceId, issuedAt, expiresAt }: RoleGrant,
): string {
	const text = JSON.stringify({ role, instanceId, issuedAt, expiresAt });
	return Buffer.concat([sealOf(secret, text), Buffer.from(text)]).toString(
		"base64url",
	);
}

const SEAL_BYTES = 32;

/** What a token grants; `undefined` unless it was made with this secret. */
export function readRoleToken(
	secret: string,
	token: string,
): RoleGrant | undefined {
	const bytes = Buffer.from(token, "base64url");
	if (bytes.length <= SEAL_BYTES) {
		return undefined;
	}
	const text = bytes.toString("utf8", SEAL_BYTES);
	const seal = bytes.subarray(0, SEAL_BYTES);
	if (!timingSafeEqual(seal, sealOf(secret, text))) {
		return undefined;
	}
	return grant.parse(JSON.parse(text));
}
