import { MistakeError } from "../base/halab-error";

/** Thrown when a text is no public key. The message never repeats the text: it might be a private key. */
export class PublicKeyError extends MistakeError {}

const TYPES = [
	"ssh-rsa",
	"ssh-ed25519",
	"ecdsa-sha2-nistp256",
	"ecdsa-sha2-nistp384",
	"ecdsa-sha2-nistp521",
] as const;
type KeyType = (typeof TYPES)[number];

/** Bytes of an Ed25519 key, and of a point on each curve: a sign and two coordinates (RFC 8032, RFC 5656). */
const ED25519_BYTES = 32;
const POINT_BYTES = { nistp256: 65, nistp384: 97, nistp521: 133 } as const;

/** What is shorter has been broken or nearly so; OpenSSH's own are 3072 bits long. */
const SHORTEST_RSA_BITS = 2048;

const WHAT_IT_IS =
	"it is the one line in a file such as ~/.ssh/id_rsa.pub and starts with ssh-rsa or ssh-ed25519";

/** An OpenSSH public key. */
export interface PublicKey {
	readonly type: KeyType;
	/** The key's line without its comment. */
	readonly text: string;
	/** Empty without one. */
	readonly comment: string;
}

/** The fields of a key: each has its length in four bytes before it (RFC 4253). Undefined where a length is wrong. */
function fieldsOf(blob: Buffer): readonly Buffer[] | undefined {
	const fields: Buffer[] = [];
	let offset = 0;
	while (offset < blob.length) {
		if (offset + 4 > blob.length) {
			return undefined;
		}
		const end = offset + 4 + blob.readUInt32BE(offset);
		if (end > blob.length) {
			return undefined;
		}
		fields.push(blob.subarray(offset + 4, end));
		offset = end;
	}
	return fields;
}

/** Bits of a number as it stands in a key: the most significant byte first. */
function bitsOf(number: Buffer): number {
	const first = number.findIndex((byte) => byte !== 0);
	return first === -1
		? 0
		: (number.length - first - 1) * 8 + (number[first] ?? 0).toString(2).length;
}

/** What is wrong with the fields behind a key's type. */
function problemOf(
	type: KeyType,
	fields: readonly Buffer[],
): string | undefined {
	const [first, second] = fields;
	switch (type) {
		case "ssh-rsa": {
			const isWhole =
				fields.length === 2 &&
				first !== undefined &&
				second !== undefined &&
				bitsOf(first) > 1;
			if (!isWhole) {
				return "is cut off or damaged; copy the whole line";
			}
			const bits = bitsOf(second);
			return bits < SHORTEST_RSA_BITS
				? `is an RSA key of ${bits} bits; ${SHORTEST_RSA_BITS} are needed at least. Make one with: ssh-keygen -t rsa -b 4096`
				: undefined;
		}
		case "ssh-ed25519":
			return fields.length === 1 && first?.length === ED25519_BYTES
				? undefined
				: "is cut off or damaged; copy the whole line";
		case "ecdsa-sha2-nistp256":
		case "ecdsa-sha2-nistp384":
		case "ecdsa-sha2-nistp521": {
			const curve = Object.entries(POINT_BYTES).find(([name]) =>
				type.endsWith(name),
			);
			return fields.length === 2 &&
				first?.toString("latin1") === curve?.[0] &&
				second?.length === curve?.[1]
				? undefined
				: "is cut off or damaged; copy the whole line";
		}
	}
}

/**
 * Reads an OpenSSH public key: its type, the base64 of its fields, a comment. The fields are looked at too, so that a
 * line that was cut off, or has another type before it than in it, is no key.
 *
 * @param line one line, white space around it allowed
 * @throws PublicKeyError saying what is wrong
 */
export function parsePublicKey(line: string): PublicKey {
	const [, word = "", base64 = "", comment = ""] =
		/^(\S+) +([A-Za-z0-9+/]+={0,3})(?: +([^\p{C}]*))?$/u.exec(line.trim()) ??
		[];
	const type = TYPES.find((known) => known === word);
	if (type === undefined) {
		throw new PublicKeyError(`is not an OpenSSH public key; ${WHAT_IT_IS}`);
	}
	const [inner, ...fields] = fieldsOf(Buffer.from(base64, "base64")) ?? [];
	if (inner === undefined) {
		throw new PublicKeyError("is cut off or damaged; copy the whole line");
	}
	if (inner.toString("latin1") !== type) {
		throw new PublicKeyError(
			`says ${type}, but the key behind it is of another type; copy the whole line from its file`,
		);
	}
	const problem = problemOf(type, fields);
	if (problem !== undefined) {
		throw new PublicKeyError(problem);
	}
	return { type, text: `${type} ${base64}`, comment };
}
