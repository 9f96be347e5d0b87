/** An IPv4 address as a number of 32 bits, or `undefined` if the text is not one in dotted decimal form. */
export function parseIpv4(text: string): number | undefined {
	const octets = text.split(".");
	if (octets.length !== 4) {
		return undefined;
	}
	let value = 0;
	for (const octet of octets) {
		if (!/^(0|[1-9]\d{0,2})$/.test(octet) || Number(octet) > 255) {
			return undefined;
		}
		value = value * 256 + Number(octet);
	}
	return value;
}

/** An address with the length of its prefix, in bits. */
export interface Ipv4Prefix {
	readonly address: number;
	readonly length: number;
}

/** `address` or `address/length`; the length is 32 when it is left out. `undefined` if malformed. */
export function parseIpv4Prefix(text: string): Ipv4Prefix | undefined {
	const [addressText = "", lengthText, ...rest] = text.split("/");
	const address = parseIpv4(addressText);
	if (address === undefined || rest.length > 0) {
		return undefined;
	}
	if (lengthText === undefined) {
		return { address, length: 32 };
	}
	if (!/^\d{1,2}$/.test(lengthText) || Number(lengthText) > 32) {
		return undefined;
	}
	return { address, length: Number(lengthText) };
}

/** The part before the slash. */
export function hostOf(address: string): string {
	return address.split("/")[0] ?? address;
}

export function isMulticast(address: number): boolean {
	return address >>> 28 === 0b1110;
}

/** Whether the address names the network itself or its broadcast; never so for /31 and /32. */
export function isNetworkOrBroadcast(prefix: Ipv4Prefix): boolean {
	if (prefix.length >= 31) {
		return false;
	}
	const size = 2 ** (32 - prefix.length);
	const host = prefix.address % size;
	return host === 0 || host === size - 1;
}
