import { createHash } from "node:crypto";
import { gzip } from "pako";

/** How a cloud takes user data, and how much of it. */
export interface UserDataLimit {
	/** Largest size in bytes. */
	readonly limitBytes: number;
	/** Whether the limit counts what base64 encodes, or what comes out of it. */
	readonly measured: "raw" | "base64";
	/**
	 * What the cloud hands to cloud-init: the gzip of the text, which cloud-init knows by its first bytes, or the text
	 * itself where a cloud takes nothing but text.
	 */
	readonly encoding: "gzip" | "plain";
}

/** A cdktf token within a text: a reference that Terraform is to fill in. */
const TOKEN = /\$\{TfToken\[[^\]]+\]\}/g;
const ID_LENGTH = 36;
/**
 * Terraform's compressor gives 0.3 to 0.5 % more than this one for texts of 5 KB and more, our documents among them:
 * base64gzip() of Terraform 1.11, measured. Another version of it may give a little more.
 */
const COMPRESSOR_MARGIN = 1.006;

/** A text as long as an id of a cloud, and as hard to compress. */
export const idStandIn = (seed: string): string =>
	createHash("sha256").update(seed).digest("hex").slice(0, ID_LENGTH);

/** How many texts' sizes are remembered: more than a pair has documents. */
const REMEMBERED = 32;
const gzipSizes = new Map<string, number>();

/**
 * Size of the gzip of a text in bytes.
 *
 * Compressed in JavaScript: the sizes of Node's own zlib differ between its versions, and whether comments stay depends
 * on them. That takes milliseconds, and the seats of a class have the same documents over and over, so that the last
 * sizes are remembered.
 */
function gzipSize(text: string): number {
	const known = gzipSizes.get(text);
	if (known !== undefined) {
		return known;
	}
	const size = gzip(text).length;
	for (const oldest of gzipSizes.keys()) {
		if (gzipSizes.size < REMEMBERED) {
			break;
		}
		gzipSizes.delete(oldest);
	}
	gzipSizes.set(text, size);
	return size;
}

/** How many bytes of its limit a cloud counts for a text, with stand-ins for the tokens in it. */
export function userDataBytes(
	text: string,
	{ measured, encoding }: Omit<UserDataLimit, "limitBytes">,
): number {
	const filledIn = text.replace(TOKEN, idStandIn);
	const bytes =
		encoding === "gzip"
			? Math.ceil(gzipSize(filledIn) * COMPRESSOR_MARGIN)
			: Buffer.byteLength(filledIn);
	return measured === "base64" ? Math.ceil(bytes / 3) * 4 : bytes;
}
