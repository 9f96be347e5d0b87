import ipaddr from "ipaddr.js";
import { MistakeError } from "./halab-error";
import { recover } from "./recover";
import { shown } from "./shown";

/** Thrown when a text is not the address or network it should be. The message says what was given and what is allowed. */
export class AddressError extends MistakeError {}

const toNumber = (address: ipaddr.IPv4): number =>
	address.octets.reduce((sum, octet) => sum * 256 + octet, 0);

const fromNumber = (value: number): string =>
	[24, 16, 8, 0].map((shift) => (value >>> shift) & 255).join(".");

/**
 * One IPv4 address in dotted decimal notation.
 */
export class Ipv4Address {
	private constructor(
		private readonly text: string,
		/** The address as an unsigned 32-bit number. */
		readonly value: number,
	) {}

	/**
	 * @param text four decimal octets, e.g. `10.34.0.2`
	 * @returns `undefined` when the text is anything else
	 */
	static read(text: string): Ipv4Address | undefined {
		return ipaddr.IPv4.isValidFourPartDecimal(text)
			? new Ipv4Address(text, toNumber(ipaddr.IPv4.parse(text)))
			: undefined;
	}

	/**
	 * @param text four decimal octets, e.g. `10.34.0.2`
	 * @throws AddressError when the text is anything else
	 */
	static parse(text: string): Ipv4Address {
		const address = Ipv4Address.read(text);
		if (address === undefined) {
			throw new AddressError(
				`${shown(text)} is not an IPv4 address; write four octets, e.g. 10.34.0.2`,
			);
		}
		return address;
	}

	/** Whether it is a group's, 224.0.0.0 to 239.255.255.255. */
	get isMulticast(): boolean {
		return this.value >>> 28 === 0b1110;
	}

	/**
	 * The address that is some steps further.
	 *
	 * @throws AddressError when there is none
	 */
	plus(steps: number): string {
		const value = this.value + steps;
		if (value < 0 || value >= 2 ** 32) {
			throw new AddressError(
				`there is no address ${steps} steps from ${this.text}`,
			);
		}
		return fromNumber(value);
	}

	/** The /32 network of this address. */
	get hostCidr(): string {
		return `${this.text}/32`;
	}

	toString(): string {
		return this.text;
	}
}

/**
 * An IPv4 network in canonical CIDR notation: no bit set behind the prefix.
 */
export class Ipv4Cidr {
	private constructor(
		/** First address, e.g. `10.34.0.0`. */
		readonly network: string,
		/** 0–32. */
		readonly prefixLength: number,
		/** The first address as an unsigned 32-bit number. */
		readonly first: number,
	) {}

	/**
	 * @param text an address and a prefix length, e.g. `10.34.0.0/20`
	 * @throws AddressError when the text is no network or not canonical (`10.34.0.2/20`)
	 */
	static parse(text: string): Ipv4Cidr {
		if (!ipaddr.IPv4.isValidCIDRFourPartDecimal(text)) {
			throw new AddressError(
				`${shown(text)} is not an IPv4 network; write an address and a prefix length, e.g. 10.34.0.0/20`,
			);
		}
		const [address, prefixLength] = ipaddr.IPv4.parseCIDR(text);
		const network = ipaddr.IPv4.networkAddressFromCIDR(text);
		if (toNumber(network) !== toNumber(address)) {
			throw new AddressError(
				`"${text}" has bits set behind its prefix; the canonical form is ${network.toString()}/${prefixLength}`,
			);
		}
		return new Ipv4Cidr(network.toString(), prefixLength, toNumber(network));
	}

	/** @returns `undefined` where {@link Ipv4Cidr.parse} throws */
	static read(text: string): Ipv4Cidr | undefined {
		return recover(
			AddressError,
			() => Ipv4Cidr.parse(text),
			() => undefined,
		);
	}

	/**
	 * The network around an address as an interface has it, e.g. 10.34.0.0/20 around `10.34.0.2/20`.
	 *
	 * @param length 0–32
	 */
	static around(address: Ipv4Address, length: number): Ipv4Cidr {
		const first = address.value - (address.value % 2 ** (32 - length));
		return new Ipv4Cidr(fromNumber(first), length, first);
	}

	/** How many addresses the network has, with its network and broadcast address. */
	get size(): number {
		return 2 ** (32 - this.prefixLength);
	}

	/**
	 * The address at an offset from the network address.
	 *
	 * @throws AddressError when the network has no such address
	 */
	addressAt(offset: number): string {
		if (!Number.isInteger(offset) || offset < 0 || offset >= this.size) {
			throw new AddressError(
				`${this} has ${this.size} addresses, none at offset ${offset}`,
			);
		}
		return fromNumber(this.first + offset);
	}

	contains(address: Ipv4Address): boolean {
		return (
			address.value >= this.first && address.value < this.first + this.size
		);
	}

	/** Whether an address can be given to a machine: inside, and neither the network's nor the broadcast address. */
	isUsable(address: Ipv4Address): boolean {
		return (
			this.contains(address) &&
			address.value !== this.first &&
			address.value !== this.first + this.size - 1
		);
	}

	containsNetwork(other: Ipv4Cidr): boolean {
		return other.first >= this.first && this.end >= other.end;
	}

	overlaps(other: Ipv4Cidr): boolean {
		return this.first < other.end && other.first < this.end;
	}

	private get end(): number {
		return this.first + this.size;
	}

	toString(): string {
		return `${this.network}/${this.prefixLength}`;
	}
}
