import { describe, expect, it } from "vitest";
import { renderKeepalivedConf } from "../../../keepalived";
import { withInstance } from "../base";

const written = (address: string) => (): string =>
	renderKeepalivedConf(withInstance({ virtualIpaddress: [{ address }] }));

describe("the prefix of a virtual address", () => {
	it.each([
		"192.0.2.100",
		"192.0.2.100/24",
		"192.0.3.0/23",
		"192.0.2.0/31",
		"192.0.2.0/32",
		"192.0.2.100/1",
	])("%s is taken", (address) => {
		expect(written(address)()).toContain(`    ${address}\n`);
	});

	it.each([
		"192.0.2.100/",
		"192.0.2.100/0",
		"192.0.2.100/33",
		"192.0.2.100/-1",
		"192.0.2.100/8/8",
		"192.0.2.100/024",
		"192.0.2.100 /24",
		"192.0.2.01/24",
		"0.0.0.0",
		"224.0.0.18/24",
	])("%s is refused", (address) => {
		expect(written(address)).toThrow(/an IPv4 address of one host/);
	});

	it.each([
		"192.0.2.0/24",
		"192.0.2.255/24",
		"192.0.2.0/23",
	])("%s is the network's own or its broadcast address", (address) => {
		expect(written(address)).toThrow(/neither the network's nor/);
	});
});
