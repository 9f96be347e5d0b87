import { createHash, createHmac, timingSafeEqual } from "node:crypto";
import type { ApiRequest } from "./request";

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

/** Parameters as two of the clouds sign them: encoded, and in the order of their names. */
export const canonicalQuery = (
	parameters: Iterable<readonly [string, string]>,
): string =>
	[...parameters]
		.map(([name, value]) => [percentEncode(name), percentEncode(value)])
		// By name, not by `name=value`: there, Value.10 would come before Value.1.
		.sort(([a = ""], [b = ""]) => (a < b ? -1 : 1))
		.map(([name, value]) => `${name}=${value}`)
		.join("&");

/**
 * The request as all three clouds sign it by headers.
 *
 * @param as.query how the cloud writes the query
 * @param as.host the spelling of the `host` header; see {@link signedHosts}
 * @param as.spell how the cloud writes a header's value
 */
export function canonicalRequest(
	{ method, path, headers, body }: ApiRequest,
	as: {
		readonly query: string;
		readonly signedHeaders: readonly string[];
		readonly host: string;
		spell?(value: string): string;
	},
): string {
	const { query, signedHeaders, host, spell = (value) => value } = as;
	const lines = signedHeaders.map((name) => {
		const value = name === "host" ? host : (headers[name] ?? "");
		return `${name}:${spell(value.trim())}\n`;
	});
	return [
		method,
		path,
		query,
		lines.join(""),
		signedHeaders.join(";"),
		sha256(body),
	].join("\n");
}

/** The key for one scope only: each part of the scope is signed with the key that came of the one before. */
export const derivedKey = (
	secret: string,
	scope: readonly string[],
): string | Buffer =>
	scope.reduce<string | Buffer>(
		(key, part) => hmac("sha256", key, part),
		secret,
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
