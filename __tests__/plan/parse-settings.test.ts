import { describe, expect, test } from "vitest";
import { MistakeError } from "../../base/halab-error";
import { parseSettings } from "../../plan/parse-settings";
import type { LabSettings } from "../../plan/settings";

const KEY =
	"ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIDV3l8O96AQEYgaqaJDy82NamRWIsHKVdvnZlZA8qlJS me@here";

const parse = (
	text: string,
	home: "cloud" | "local" = "local",
	readPublicKeyFile = (path: string): string => {
		throw new MistakeError(`${path} cannot be read (ENOENT)`);
	},
): LabSettings =>
	parseSettings(text, "halab.yaml", { home, readPublicKeyFile });

describe("good settings", () => {
	test("an empty file gives the defaults", () => {
		expect(parse("")).toMatchSnapshot();
	});

	test("what is given replaces its default and nothing else", () => {
		const settings = parse("timing: fast\nnetwork: {vip: 10.34.0.99}\n");
		expect(settings.timing).toBe("fast");
		expect(settings.network.vip).toBe("10.34.0.99");
		expect(settings.network.vpcCidr).toBe("10.34.0.0/16");
	});

	test("a cloud takes the access settings", () => {
		const settings = parse(
			`access: {adminCidrs: [198.51.100.7/32], publicKey: ${KEY}}`,
			"cloud",
		);
		expect(settings.access.publicKey).toBe(KEY);
	});

	test("the key may stand in a file", () => {
		const settings = parse(
			"access: {adminCidrs: [198.51.100.7/32], publicKeyFile: ~/.ssh/id.pub}",
			"cloud",
			(path) => (path === "~/.ssh/id.pub" ? `${KEY}\n` : ""),
		);
		expect(settings.access.publicKey).toBe(KEY);
	});

	test("anywhere may be opted into", () => {
		const settings = parse(
			"access: {adminCidrs: [0.0.0.0/0], allowAnywhere: true}",
		);
		expect(settings.access.adminCidrs).toEqual(["0.0.0.0/0"]);
	});
});

describe("bad settings name file, line, key, what was given and what is allowed", () => {
	test.each([
		[
			"an unknown key",
			"lab: havip-nopreempt\ntimings: fast\n",
			/^halab\.yaml:2:1: timings: is not a known key; allowed: lab, cloud, .*timing/,
		],
		[
			"an unknown key further down",
			"network:\n  vipp: 10.34.0.9\n",
			/^halab\.yaml:2:3: network\.vipp: is not a known key; allowed: vpcCidr, .*vip/,
		],
		[
			"an unknown lab",
			"lab: lvs\n",
			/^halab\.yaml:1:1: lab: "lvs" is not known; allowed: havip-nopreempt, route-nexthop, dual-master/,
		],
		[
			"an unknown cloud",
			"cloud: aws\n",
			/^halab\.yaml:1:1: cloud: "aws" is not known; allowed: tencentcloud, alicloud, ksyun/,
		],
		[
			"a cloud that the lab does not run on",
			"cloud: ksyun\n",
			/^halab\.yaml:1:1: cloud: the lab havip-nopreempt does not run on ksyun; allowed: tencentcloud, alicloud/,
		],
		[
			"a wrong type",
			"virtualRouterId: abc\n",
			/^halab\.yaml:1:1: virtualRouterId: "abc" is not allowed; expected a number/,
		],
		[
			"a VRID out of range",
			"virtualRouterId: 256\n",
			/virtualRouterId: 256 is too large; allowed: 255 at most/,
		],
		[
			"a fractional port",
			"service: {port: 80.5}\n",
			/service\.port: 80\.5 is not allowed; expected a whole number/,
		],
		[
			"a port out of range",
			"service: {port: 0}\n",
			/service\.port: 0 is too small; allowed: 1 at least/,
		],
		[
			"a list where a map belongs",
			"network: []\n",
			/^halab\.yaml:1:1: network: \[\] is not allowed; expected a map/,
		],
		[
			"a text instead of a map",
			"hello",
			/^halab\.yaml: "hello" is not allowed; expected a map/,
		],
		[
			"a CIDR that is not canonical",
			"network:\n  vpcCidr: 10.34.0.1/16\n",
			/^halab\.yaml:2:3: network\.vpcCidr: "10\.34\.0\.1\/16" has bits set .* canonical form is 10\.34\.0\.0\/16/,
		],
		[
			"an address that is none",
			"network: {vip: 10.34.0.300}\n",
			/network\.vip: "10\.34\.0\.300" is not an IPv4 address/,
		],
		[
			"a subnet outside the VPC",
			"network: {publicSubnetCidr: 10.35.0.0/24}\n",
			/network\.publicSubnetCidr: 10\.35\.0\.0\/24 is not inside the VPC 10\.34\.0\.0\/16/,
		],
		[
			"overlapping subnets",
			"network: {publicSubnetCidr: 10.34.1.0/24}\n",
			/network\.privateSubnetCidr: 10\.34\.0\.0\/20 overlaps the public subnet 10\.34\.1\.0\/24/,
		],
		[
			"a subnet that is too small",
			"network: {publicSubnetCidr: 10.34.51.0/30}\n",
			/has 4 addresses, too few for the lab/,
		],
		[
			"a VIP outside the private subnet",
			"network:\n  vip: 10.34.51.9\n",
			/^halab\.yaml:2:3: network\.vip: 10\.34\.51\.9 is not a usable address of the pair's subnet 10\.34\.0\.0\/20; a HAVIP lives in the nodes' subnet/,
		],
		[
			"a VIP that is a node",
			"network: {vip: 10.34.0.3}\n",
			/network\.vip: 10\.34\.0\.3 is node-2 already; allowed is an address of 10\.34\.0\.0\/20 other than 10\.34\.0\.1, 10\.34\.0\.2, 10\.34\.0\.3/,
		],
		[
			"a VIP that is the gateway",
			"network: {vip: 10.34.0.1}\n",
			/network\.vip: 10\.34\.0\.1 is the subnet's gateway already/,
		],
		[
			"two nodes with one address",
			"network:\n  nodeAddresses:\n    - 10.34.0.7\n    - 10.34.0.7\n",
			/^halab\.yaml:4:7: network\.nodeAddresses\.1: 10\.34\.0\.7 is node-1 already/,
		],
		[
			"too few nodes",
			"network: {nodeAddresses: [10.34.0.7]}\n",
			/nodeAddresses: .*is too small; allowed: 2 at least/,
		],
		[
			"ssh from anywhere",
			"access:\n  adminCidrs:\n    - 0.0.0.0/0\n",
			/^halab\.yaml:3:7: access\.adminCidrs\.0: 0\.0\.0\.0\/0 lets the whole internet in.*allowAnywhere: true/,
		],
		[
			"the service from anywhere",
			"service: {clientCidrs: [0.0.0.0/0]}\n",
			/service\.clientCidrs\.0: 0\.0\.0\.0\/0 lets the whole internet in/,
		],
		[
			"a private key",
			"access: {publicKey: '-----BEGIN OPENSSH PRIVATE KEY-----'}\n",
			/^halab\.yaml:1:10: access\.publicKey: is not an OpenSSH public key; (?!.*BEGIN)/,
		],
		[
			"broken YAML",
			"network: {vip: 1\n",
			/^halab\.yaml:2:1: is not valid YAML: the indentation is wrong, or a bracket is not closed$/,
		],
	])("%s", (_name, text, message) => {
		expect(() => parse(text)).toThrow(message);
	});

	test("all problems are named at once", () => {
		expect(() => parse("lab: x\ncloud: y\ntiming: z\n")).toThrow(
			/lab: .*\n.*cloud: .*\n.*timing: /,
		);
	});
});

describe("what a cloud needs beyond the defaults", () => {
	test("admin CIDRs and a public key", () => {
		expect(() => parse("", "cloud")).toThrow(
			/^halab\.yaml: access\.adminCidrs: is missing.*\nhalab\.yaml: access\.publicKey: is missing/,
		);
	});

	test("a key file that can be read", () => {
		expect(() =>
			parse(
				"access: {adminCidrs: [198.51.100.7/32], publicKeyFile: nowhere.pub}",
				"cloud",
			),
		).toThrow(/access\.publicKeyFile: nowhere\.pub cannot be read \(ENOENT\)/);
	});

	test("a key file that holds a public key", () => {
		expect(() =>
			parse(
				"access: {adminCidrs: [198.51.100.7/32], publicKeyFile: id}",
				"cloud",
				() => "-----BEGIN OPENSSH PRIVATE KEY-----",
			),
		).toThrow(/access\.publicKeyFile: id is not an OpenSSH public key/);
	});

	test("one key, not two", () => {
		expect(() =>
			parse(`access: {publicKey: ${KEY}, publicKeyFile: id.pub}`, "cloud"),
		).toThrow(/is given as well as access\.publicKey/);
	});
});
