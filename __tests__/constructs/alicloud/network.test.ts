import { describe, expect, it } from "vitest";
import { AlicloudNetwork } from "../../../constructs/alicloud";
import {
	network,
	REGION,
	resource,
	resources,
	synthesize,
	testStack,
} from "./support";

describe("AlicloudNetwork", () => {
	it("leads the private vSwitch, and only it, to the NAT gateway", () => {
		const synthesized = synthesize((scope) => network(scope));
		expect(resource(synthesized, "nat_gateway")).toMatchObject({
			nat_type: "Enhanced",
			vswitch_id: expect.stringMatching(
				/^\$\{alicloud_vswitch\..*PublicSubnet.*\.id\}$/,
			),
			payment_type: "PayAsYouGo",
			internet_charge_type: "PayByLcu",
		});
		expect(resource(synthesized, "eip_association")).toMatchObject({
			instance_type: "Nat",
		});
		expect(resource(synthesized, "snat_entry")).toMatchObject({
			snat_table_id: expect.stringMatching(
				/^\$\{alicloud_nat_gateway\..*\.snat_table_ids\}$/,
			),
			source_vswitch_id: expect.stringContaining("PrivateSubnet"),
			snat_ip: expect.stringMatching(
				/^\$\{alicloud_eip_address\..*\.ip_address\}$/,
			),
			depends_on: [expect.stringMatching(/^alicloud_eip_association\./)],
		});
	});

	it("never uses a deprecated name", () => {
		const { resource: blocks = {} } = synthesize((scope) => network(scope));
		for (const block of Object.values(blocks).flatMap((it) =>
			Object.values(it),
		)) {
			expect(block).not.toHaveProperty("name");
			expect(block).not.toHaveProperty("availability_zone");
		}
	});

	it("can be in two zones", () => {
		const synthesized = synthesize((scope) =>
			network(scope, { publicZone: `${REGION}-j` }),
		);
		expect(resources(synthesized, "vswitch")).toMatchObject([
			{ vswitch_name: "halab-private", zone_id: `${REGION}-k` },
			{ vswitch_name: "halab-public", zone_id: `${REGION}-j` },
		]);
	});

	it("takes a zone without a hyphen", () => {
		expect(() =>
			network(testStack(), {
				region: "ap-southeast-1",
				zone: "ap-southeast-1a",
			}),
		).not.toThrow();
	});

	it("tags every resource that takes tags", () => {
		const tags = { "halab:lab": "havip-nopreempt" };
		const synthesized = synthesize((scope) => network(scope, { tags }));
		for (const type of ["vpc", "vswitch", "nat_gateway", "eip_address"]) {
			for (const block of resources(synthesized, type)) {
				expect(block).toMatchObject({ tags });
			}
		}
	});

	it.each([
		"10.0.0.0/8",
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
			"stack/Network.vpcCidr: 11.0.0.0/16 is not allowed; a VPC is a part of 10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16, with a prefix of /8 to /28",
		],
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
			"privateSubnetCidr: 10.34.0.0/30 is not allowed; a vSwitch's prefix is /16 to /29",
		],
		[
			{ vpcCidr: "10.0.0.0/8", privateSubnetCidr: "10.0.0.0/15" },
			"privateSubnetCidr: 10.0.0.0/15 is not allowed",
		],
		[
			{ privateSubnetCidr: "10.34.48.0/20" },
			"privateSubnetCidr: 10.34.48.0/20 overlaps the public vSwitch 10.34.51.0/24",
		],
		[
			{ privateSubnetCidr: "here" },
			'privateSubnetCidr: "here" is not an IPv4 network',
		],
		[
			{ zone: "cn-beijing-h" },
			'zone: "cn-beijing-h" is not in the region "cn-hangzhou"; a zone is the region\'s name and a letter, e.g. cn-hangzhou-a',
		],
		[{ publicZone: "cn-hangzhou" }, 'publicZone: "cn-hangzhou" is not in'],
		[
			{ internetBandwidthMbps: 201 },
			"internetBandwidthMbps: 201 is not allowed; allowed is a whole number from 1 to 200",
		],
		[
			{ name: "x".repeat(125) },
			`name: "${"x".repeat(125)}-vpc" has 129 characters; Alibaba Cloud takes 2 to 128`,
		],
		[
			{ name: "7lab" },
			'name: "7lab-vpc" is not allowed; a name starts with a letter, has letters, digits, "_" and "-" only',
		],
	])("refuses %j", (props, message) => {
		expect(() => network(testStack(), props)).toThrow(message);
	});

	it.each([
		[
			'{"internetChargeType": "BANDWIDTH_PACKAGE"}',
			'internetChargeType: "BANDWIDTH_PACKAGE" is not allowed; allowed are PayByTraffic, PayByBandwidth',
		],
	])("refuses %s from where no compiler looked", (json, message) => {
		expect(() => network(testStack(), JSON.parse(json))).toThrow(message);
	});
});

describe("AlicloudNetwork.fromIds", () => {
	const subnet = (cidr: string, zone = `${REGION}-k`) => ({
		subnetId: "vsw-bp1k0eh83cfqlm5fw0k3v",
		cidr,
		zone,
	});
	const attributes = {
		region: REGION,
		vpcId: "vpc-bp15zckdt37pq72zv7",
		vpcCidr: "10.34.0.0/16",
		publicSubnet: subnet("10.34.51.0/24"),
		privateSubnet: subnet("10.34.0.0/20"),
	};

	it("brings a network that exists without creating anything", () => {
		const existing = AlicloudNetwork.fromIds(testStack(), "Network", {
			...attributes,
			routeTableId: "vtb-bp145q7glnuzdvzu2",
		});
		expect(existing).toMatchObject({
			vpcId: "vpc-bp15zckdt37pq72zv7",
			routeTableId: "vtb-bp145q7glnuzdvzu2",
			egressReady: [],
			privateSubnet: { cidr: "10.34.0.0/20" },
		});
		expect(existing.node.children).toEqual([]);
	});

	it("refuses a vSwitch of another region", () => {
		expect(() =>
			AlicloudNetwork.fromIds(testStack(), "Network", {
				...attributes,
				privateSubnet: subnet("10.34.0.0/20", "cn-beijing-h"),
			}),
		).toThrow('privateSubnet.zone: "cn-beijing-h" is not in the region');
	});
});
