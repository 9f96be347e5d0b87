import type { RandomBytes } from "./cloud-profile";

const ALPHABET = "0123456789abcdefghijklmnopqrstuvwxyz";

/** Digits and lower-case letters. */
export const randomWord = (length: number, randomBytes: RandomBytes): string =>
	Array.from(
		randomBytes(length),
		(byte) => ALPHABET[byte % ALPHABET.length],
	).join("");

/** Version 4 of RFC 9562. */
export function uuid(randomBytes: RandomBytes): string {
	const bytes = Buffer.from(randomBytes(16));
	bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
	bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
	return bytes
		.toString("hex")
		.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}
