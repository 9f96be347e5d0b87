import type { CloudId } from "../../design/capabilities";

/** What has an id of its own; roles and keys are named by whoever makes them. */
export type IdKind =
	| "vpc"
	| "subnet"
	| "route-table"
	| "route"
	| "security-group"
	| "instance"
	| "port"
	| "havip"
	| "eip"
	| "nat-gateway";

/** Makes an id that nothing has yet. */
export type NewId = (kind: IdKind) => string;

const ALPHABET = "0123456789abcdefghijklmnopqrstuvwxyz";

const TENCENT_PREFIXES: Readonly<Record<IdKind, string>> = {
	vpc: "vpc",
	subnet: "subnet",
	"route-table": "rtb",
	route: "rti",
	"security-group": "sg",
	instance: "ins",
	port: "eni",
	havip: "havip",
	eip: "eip",
	"nat-gateway": "nat",
};

const ALIBABA_PREFIXES: Readonly<Record<IdKind, string>> = {
	vpc: "vpc",
	subnet: "vsw",
	"route-table": "vtb",
	route: "rte",
	"security-group": "sg",
	instance: "i",
	port: "eni",
	havip: "havip",
	eip: "eip",
	"nat-gateway": "ngw",
};

/** Characters behind the prefix, as in the examples of each cloud's API documents. */
const TENCENT_LENGTH = 8;
const ALIBABA_LENGTH = 18;
/** Alibaba Cloud's ids tell the region: this is Hangzhou's. */
const ALIBABA_REGION = "bp1";

/**
 * Ids that look like the cloud's own.
 *
 * @param randomBytes gives as many random bytes as it is asked for
 */
export function idsOf(
	cloud: CloudId,
	randomBytes: (size: number) => Uint8Array,
): NewId {
	const word = (length: number): string =>
		Array.from(
			randomBytes(length),
			(byte) => ALPHABET[byte % ALPHABET.length],
		).join("");
	switch (cloud) {
		case "tencentcloud":
			return (kind) => `${TENCENT_PREFIXES[kind]}-${word(TENCENT_LENGTH)}`;
		case "alicloud":
			return (kind) =>
				`${ALIBABA_PREFIXES[kind]}-${ALIBABA_REGION}${word(ALIBABA_LENGTH)}`;
		case "ksyun":
			return () => uuid(randomBytes(16));
	}
}

/** Version 4 of RFC 9562. */
function uuid(random: Uint8Array): string {
	const bytes = Buffer.from(random);
	bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
	bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
	return bytes
		.toString("hex")
		.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}
