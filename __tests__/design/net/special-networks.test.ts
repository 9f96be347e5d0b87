import { describe, expect, test } from "vitest";
import { Ipv4Cidr } from "../../../base/ipv4";
import {
	isMostOfTheInternet,
	publicAddresses,
} from "../../../design/net/special-networks";
import { checkSourceCidrs, tooOpen } from "../../../design/security-rules";

const count = (...texts: string[]): number =>
	publicAddresses(texts.map(Ipv4Cidr.parse));

describe("public addresses of networks", () => {
	test.each([
		[["8.8.8.8/32"], 1],
		[["10.0.0.0/8", "192.168.1.0/24", "100.64.0.0/10"], 0],
		[["8.0.0.0/8", "8.8.0.0/16", "8.0.0.0/9"], 2 ** 24],
		[["192.168.0.0/15"], 2 ** 16],
		[["127.0.0.0/8", "169.254.0.0/16", "224.0.0.0/4", "0.0.0.0/8"], 0],
	])("%j", (texts, expected) => {
		expect(count(...texts)).toBe(expected);
	});

	test("the whole, in one piece and in two", () => {
		expect(count("0.0.0.0/1", "128.0.0.0/1")).toBe(count("0.0.0.0/0"));
		expect(count("0.0.0.0/0")).toBeGreaterThan(2 ** 31);
	});
});

describe("networks that are let in", () => {
	const refused = (...cidrs: string[]) => {
		return () => checkSourceCidrs("adminCidrs", cidrs, false);
	};

	test("a /8 is one owner's", () => {
		expect(refused("8.0.0.0/8", "10.0.0.0/8")).not.toThrow();
		expect(isMostOfTheInternet([Ipv4Cidr.parse("8.0.0.0/7")])).toBe(true);
	});

	test.each([
		[["0.0.0.0/0"], /^adminCidrs: 0\.0\.0\.0\/0 lets the whole internet in; /],
		[
			["0.0.0.0/1", "128.0.0.0/1"],
			/^adminCidrs: 0\.0\.0\.0\/1 lets \d{10} public addresses in, more than a \/8 has; /,
		],
		[
			["8.0.0.0/8", "9.0.0.0/8"],
			/^adminCidrs: the networks let 33554432 public addresses in together/,
		],
	])("%j", (cidrs, message) => {
		expect(refused(...cidrs)).toThrow(message);
		expect(() => checkSourceCidrs("adminCidrs", cidrs, true)).not.toThrow();
	});

	test("each wide one is named by itself", () => {
		expect(
			tooOpen(["10.0.0.0/8", "0.0.0.0/1"].map(Ipv4Cidr.parse)),
		).toMatchObject([{ index: 1 }]);
	});
});
