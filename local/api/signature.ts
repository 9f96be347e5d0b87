import { createHash, createHmac, timingSafeEqual } from "node:crypto";

export const sha256 = (data: string | Buffer): string =>
	createHash("sha256").update(data).digest("hex");

export const hmac = (
	algorithm: "sha1" | "sha256",
	key: string | Buffer,
	text: string,
): Buffer => createHmac(algorithm, key).update(text).digest();

/** Compares without telling by its duration how much is right. */
export function sameSignature(given: string, computed: string): boolean {
	const [a, b] = [Buffer.from(given), Buffer.from(computed)];
	return a.length === b.length && timingSafeEqual(a, b);
}

/** Percent-encoding of RFC 3986, which all three clouds sign. */
export const percentEncode = (text: string): string =>
	encodeURIComponent(text).replace(
		/[!'()*]/g,
		(character) =>
			`%${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, "0")}`,
	);

/**
 * Spellings of the `host` header that a client may have signed. Clouds listen on the usual ports, so some of their SDKs
 * leave the port out of what they sign, though they send it.
 */
export function signedHosts(headers: Readonly<Record<string, string>>) {
	const host = headers["host"] ?? "";
	const bare = host.replace(/:\d+$/, "");
	return host === bare ? [host] : [host, bare];
}

/**
 * `name=value` pairs of an Authorization header such as
 * `TC3-HMAC-SHA256 Credential=…, SignedHeaders=…, Signature=…`; undefined when it is of another kind.
 */
export function authorizationParts(
	header: string | undefined,
	algorithm: string,
): Readonly<Record<string, string>> | undefined {
	if (!header?.startsWith(`${algorithm} `)) {
		return undefined;
	}
	const parts: Record<string, string> = {};
	for (const part of header.slice(algorithm.length).split(",")) {
		const at = part.indexOf("=");
		parts[part.slice(0, at).trim()] = part.slice(at + 1).trim();
	}
	return parts;
}
