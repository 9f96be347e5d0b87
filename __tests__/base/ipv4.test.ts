import { describe, expect, test } from "vitest";
import { Ipv4Address, Ipv4Cidr } from "../../base/ipv4";

describe("Ipv4Address", () => {
	test("keeps its text and its number", () => {
		const address = Ipv4Address.parse("10.34.0.200");
		expect(`${address}`).toBe("10.34.0.200");
		expect(address.value).toBe(10 * 2 ** 24 + 34 * 2 ** 16 + 200);
		expect(address.hostCidr).toBe("10.34.0.200/32");
	});

	test("counts on", () => {
		const address = Ipv4Address.parse("10.34.0.255");
		expect(address.plus(0)).toBe("10.34.0.255");
		expect(address.plus(1)).toBe("10.34.1.0");
		expect(() => Ipv4Address.parse("255.255.255.255").plus(1)).toThrow(
			/there is no address/,
		);
	});

	test.each([
		"10.34.0",
		"10.34.0.256",
		"010.34.0.1",
		"10.34.0.1/32",
		"",
		"::1",
	])("refuses %j", (text) => {
		expect(() => Ipv4Address.parse(text)).toThrow(/is not an IPv4 address/);
		expect(Ipv4Address.read(text)).toBeUndefined();
	});

	test.each([
		["223.255.255.255", false],
		["224.0.0.0", true],
		["239.255.255.255", true],
		["240.0.0.0", false],
	])("%s: a group's: %s", (text, isMulticast) => {
		expect(Ipv4Address.parse(text).isMulticast).toBe(isMulticast);
	});
});

describe("Ipv4Cidr", () => {
	const subnet = Ipv4Cidr.parse("10.34.0.0/20");

	test("counts and hands out its addresses", () => {
		expect(subnet.size).toBe(4096);
		expect(subnet.addressAt(200)).toBe("10.34.0.200");
		expect(subnet.addressAt(4095)).toBe("10.34.15.255");
		expect(() => subnet.addressAt(4096)).toThrow(/none at offset 4096/);
	});

	test.each([
		["10.34.0.2", true, true],
		["10.34.0.0", true, false],
		["10.34.15.255", true, false],
		["10.34.16.0", false, false],
	])("%s: contained %s, usable %s", (text, contained, usable) => {
		const address = Ipv4Address.parse(text);
		expect(subnet.contains(address)).toBe(contained);
		expect(subnet.isUsable(address)).toBe(usable);
	});

	test("knows overlap and containment, at both ends of the address space too", () => {
		const everything = Ipv4Cidr.parse("0.0.0.0/0");
		const last = Ipv4Cidr.parse("255.255.255.255/32");
		expect(everything.containsNetwork(last)).toBe(true);
		expect(last.containsNetwork(everything)).toBe(false);
		expect(subnet.overlaps(Ipv4Cidr.parse("10.34.15.0/24"))).toBe(true);
		expect(subnet.overlaps(Ipv4Cidr.parse("10.34.16.0/24"))).toBe(false);
	});

	test("says the canonical form", () => {
		expect(() => Ipv4Cidr.parse("10.34.5.0/20")).toThrow(
			/canonical form is 10\.34\.0\.0\/20/,
		);
	});

	test.each([
		"10.34.0.0",
		"10.34.0.0/33",
		"10.34.0.0/-1",
		"x/20",
	])("refuses %j", (text) => {
		expect(() => Ipv4Cidr.parse(text)).toThrow(/is not an IPv4 network/);
		expect(Ipv4Cidr.read(text)).toBeUndefined();
	});

	test.each([
		["10.34.5.6", 20, "10.34.0.0/20"],
		["255.255.255.255", 1, "128.0.0.0/1"],
		["10.34.5.6", 32, "10.34.5.6/32"],
		["10.34.5.6", 0, "0.0.0.0/0"],
	])("around %s/%i: %s", (text, length, network) => {
		const around = Ipv4Cidr.around(Ipv4Address.parse(text), length);
		expect(`${around}`).toBe(network);
		expect(around).toEqual(Ipv4Cidr.parse(network));
	});
});
