import { describe, expect, it } from "vitest";
import {
	isNetworkOrBroadcast,
	parseIpv4,
	parseIpv4Prefix,
} from "../../keepalived/ipv4";

describe("parseIpv4", () => {
	it("reads dotted decimal form", () => {
		expect(parseIpv4("192.0.2.1")).toBe(0xc0000201);
		expect(parseIpv4("255.255.255.255")).toBe(0xffffffff);
	});

	it.each([
		"192.0.2",
		"192.0.2.256",
		"192.0.2.01",
		"192.0.2.1 ",
		"::1",
		"a",
	])("does not read %j", (text) => {
		expect(parseIpv4(text)).toBeUndefined();
	});
});

describe("parseIpv4Prefix", () => {
	it("reads a length, 32 by default", () => {
		expect(parseIpv4Prefix("10.0.0.1/8")?.length).toBe(8);
		expect(parseIpv4Prefix("10.0.0.1")?.length).toBe(32);
	});

	it.each([
		"10.0.0.1/33",
		"10.0.0.1/",
		"10.0.0.1/8/8",
		"10.0.0.1/-1",
	])("does not read %j", (text) => {
		expect(parseIpv4Prefix(text)).toBeUndefined();
	});
});

it.each([
	["192.0.2.0/24", true],
	["192.0.2.255/24", true],
	["192.0.2.1/24", false],
	["192.0.2.0/23", true],
	["192.0.3.0/23", false],
	["192.0.2.0/31", false],
	["192.0.2.0/32", false],
])("tells whether %s names a network or its broadcast: %s", (text, expected) => {
	const prefix = parseIpv4Prefix(text);
	expect(prefix && isNetworkOrBroadcast(prefix)).toBe(expected);
});
