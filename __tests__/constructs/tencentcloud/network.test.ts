import { describe, expect, it } from "vitest";
import { TencentNetwork } from "../../../constructs/tencentcloud";
import {
	network,
	REGION,
	resource,
	resources,
	synthesize,
	testStack,
} from "./support";

describe("TencentNetwork", () => {
	it("matches the snapshot", () => {
		expect(synthesize((scope) => network(scope)).resource).toMatchSnapshot();
	});

	it("leads the private subnet, and only it, to NAT", () => {
		const synthesized = synthesize((scope) => network(scope));
		const [isPrivate, isPublic] = resources(synthesized, "subnet");
		expect(isPrivate).toMatchObject({
			cidr_block: "10.34.0.0/20",
			route_table_id: expect.stringContaining("PrivateRoutes"),
		});
		expect(isPublic).not.toHaveProperty("route_table_id");
		expect(resource(synthesized, "route_table_entry")).toMatchObject({
			destination_cidr_block: "0.0.0.0/0",
			next_type: "NAT",
			next_hub: expect.stringMatching(
				/^\$\{tencentcloud_nat_gateway\..*\.id\}$/,
			),
		});
	});

	it("gives NAT the address, not the id, of its EIP", () => {
		const synthesized = synthesize((scope) => network(scope));
		expect(resource(synthesized, "nat_gateway")).toMatchObject({
			assigned_eip_set: [expect.stringMatching(/\.public_ip\}$/)],
		});
	});

	it("tags every resource that takes tags", () => {
		const tags = { "halab:lab": "havip-nopreempt" };
		const synthesized = synthesize((scope) => network(scope, { tags }));
		for (const type of ["vpc", "subnet", "route_table", "nat_gateway", "eip"]) {
			for (const block of resources(synthesized, type)) {
				expect(block).toMatchObject({ tags });
			}
		}
	});

	it("puts the public subnet into a zone of its own where asked to", () => {
		const publicZone = `${REGION}-4`;
		const synthesized = synthesize((scope) => network(scope, { publicZone }));
		const [isPrivate, isPublic] = resources(synthesized, "subnet");
		expect(isPrivate).toMatchObject({ availability_zone: `${REGION}-6` });
		expect(isPublic).toMatchObject({ availability_zone: publicZone });
	});

	it("hands out name servers", () => {
		const synthesized = synthesize((scope) =>
			network(scope, { dnsServers: ["183.60.83.19", "183.60.82.98"] }),
		);
		expect(resource(synthesized, "vpc")).toMatchObject({
			dns_servers: ["183.60.83.19", "183.60.82.98"],
		});
	});

	it.each([
		"10.0.0.0/12",
		"10.255.0.0/28",
		"172.16.0.0/12",
		"192.168.0.0/16",
	])("takes the VPC network %s", (vpcCidr) => {
		expect(() =>
			network(testStack(), {
				vpcCidr,
				publicSubnetCidr: vpcCidr.replace(/\/\d+$/, "/29"),
				privateSubnetCidr: vpcCidr.replace(/0\/\d+$/, "8/29"),
			}),
		).not.toThrow();
	});

	it.each([
		[
			{ vpcCidr: "11.0.0.0/16" },
			"stack/Network.vpcCidr: 11.0.0.0/16 is not allowed; a VPC is a part of 10.0.0.0/8 (/12 to /28), 172.16.0.0/12 (/12 to /28), 192.168.0.0/16 (/16 to /28)",
		],
		[{ vpcCidr: "10.0.0.0/8" }, "vpcCidr: 10.0.0.0/8 is not allowed"],
		[{ vpcCidr: "192.168.0.0/29" }, "vpcCidr: 192.168.0.0/29 is not allowed"],
		[{ vpcCidr: "100.64.0.0/16" }, "vpcCidr: 100.64.0.0/16 is not allowed"],
		[
			{ vpcCidr: "10.34.0.1/16" },
			'vpcCidr: "10.34.0.1/16" has bits set behind its prefix; the canonical form is 10.34.0.0/16',
		],
		[
			{ publicSubnetCidr: "10.35.0.0/24" },
			"publicSubnetCidr: 10.35.0.0/24 is not inside the VPC 10.34.0.0/16",
		],
		[
			{ privateSubnetCidr: "10.34.0.0/30" },
			"privateSubnetCidr: 10.34.0.0/30 is too small; a subnet's prefix is /29 at most",
		],
		[
			{ privateSubnetCidr: "10.34.48.0/20" },
			"privateSubnetCidr: 10.34.48.0/20 overlaps the public subnet 10.34.51.0/24",
		],
		[
			{ privateSubnetCidr: "here" },
			'privateSubnetCidr: "here" is not an IPv4 network',
		],
		[
			{ publicZone: "ap-beijing-3" },
			'publicZone: "ap-beijing-3" is not in the region "ap-guangzhou"',
		],
		[
			{ zone: "ap-beijing-3" },
			'zone: "ap-beijing-3" is not in the region "ap-guangzhou"; a zone is the region\'s name and a number, e.g. ap-guangzhou-3',
		],
		[{ dnsServers: [] }, "dnsServers: 0 given; allowed are 1 to 4"],
		[
			{ dnsServers: ["1.1.1.1", "1.1.1.2", "1.1.1.3", "1.1.1.4", "1.1.1.5"] },
			"dnsServers: 5 given; allowed are 1 to 4",
		],
		[
			{ dnsServers: ["dns.example"] },
			'dnsServers: "dns.example" is not an IPv4 address',
		],
		[
			{ internetBandwidthMbps: 0 },
			"internetBandwidthMbps: 0 is not allowed; allowed is a whole number from 1 to 100",
		],
		[
			{ name: "x".repeat(60) },
			`name: "${"x".repeat(60)}-vpc" has 64 characters; Tencent Cloud takes 1 to 60`,
		],
	])("refuses %j", (props, message) => {
		expect(() => network(testStack(), props)).toThrow(message);
	});

	it.each([
		[
			'{"natBandwidthMbps": 30}',
			"natBandwidthMbps: 30 is not allowed; allowed are 20, 50, 100, 200, 500, 1000, 2000, 5000",
		],
		[
			'{"internetChargeType": "BANDWIDTH_PACKAGE"}',
			'internetChargeType: "BANDWIDTH_PACKAGE" is not allowed; allowed are TRAFFIC_POSTPAID_BY_HOUR, BANDWIDTH_POSTPAID_BY_HOUR',
		],
	])("refuses %s from where no compiler looked", (json, message) => {
		expect(() => network(testStack(), JSON.parse(json))).toThrow(message);
	});
});

describe("TencentNetwork.fromIds", () => {
	const subnet = (cidr: string, zone = `${REGION}-3`) => ({
		subnetId: "subnet-12345678",
		cidr,
		zone,
	});

	it("brings a network that exists without creating anything", () => {
		const stack = testStack();
		const existing = TencentNetwork.fromIds(stack, "Network", {
			region: REGION,
			vpcId: "vpc-12345678",
			vpcCidr: "10.34.0.0/16",
			publicSubnet: subnet("10.34.51.0/24"),
			privateSubnet: subnet("10.34.0.0/20"),
		});
		expect(existing).toMatchObject({
			vpcId: "vpc-12345678",
			egressReady: [],
			privateSubnet: { cidr: "10.34.0.0/20" },
		});
		expect(existing.node.children).toEqual([]);
	});

	it("refuses a subnet of another region", () => {
		expect(() =>
			TencentNetwork.fromIds(testStack(), "Network", {
				region: REGION,
				vpcId: "vpc-12345678",
				vpcCidr: "10.34.0.0/16",
				publicSubnet: subnet("10.34.51.0/24"),
				privateSubnet: subnet("10.34.0.0/20", "ap-beijing-3"),
			}),
		).toThrow('zone: "ap-beijing-3" is not in the region');
	});
});
