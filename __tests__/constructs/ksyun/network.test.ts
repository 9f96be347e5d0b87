import { describe, expect, it } from "vitest";
import { KsyunNetwork } from "../../../constructs/ksyun";
import {
	network,
	REGION,
	resource,
	resources,
	synthesize,
	testStack,
} from "./support";

describe("KsyunNetwork", () => {
	it("leads the private subnet, and only it, to the NAT gateway", () => {
		const synthesized = synthesize((scope) => network(scope));
		expect(resource(synthesized, "nat")).toMatchObject({
			nat_name: "halab-nat",
			nat_mode: "Subnet",
			band_width: 10,
			charge_type: "DailyPaidByTransfer",
		});
		expect(resource(synthesized, "nat_associate")).toEqual({
			nat_id: expect.stringMatching(/^\$\{ksyun_nat\.[\w-]+\.id\}$/),
			subnet_id: expect.stringMatching(
				/^\$\{ksyun_subnet\..*PrivateSubnet.*\.id\}$/,
			),
		});
	});

	it("has subnets for machines, and no route table", () => {
		const synthesized = synthesize((scope) => network(scope));
		expect(resources(synthesized, "subnet")).toMatchObject([
			{ subnet_name: "halab-private", subnet_type: "Normal" },
			{ subnet_name: "halab-public", subnet_type: "Normal" },
		]);
		expect(network(testStack())).not.toHaveProperty("routeTableId");
		expect(resources(synthesized, "route")).toEqual([]);
	});

	it("can be in two zones", () => {
		const synthesized = synthesize((scope) =>
			network(scope, { publicZone: `${REGION}b` }),
		);
		expect(resources(synthesized, "subnet")).toMatchObject([
			{ subnet_name: "halab-private", availability_zone: `${REGION}a` },
			{ subnet_name: "halab-public", availability_zone: `${REGION}b` },
		]);
	});

	it.each([
		[
			{ vpcCidr: "11.0.0.0/16" },
			"stack/Network.vpcCidr: 11.0.0.0/16 is not allowed; a VPC is a part of 10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16",
		],
		[
			{ vpcCidr: "10.34.0.1/16" },
			'vpcCidr: "10.34.0.1/16" has bits set behind its prefix; the canonical form is 10.34.0.0/16',
		],
		[
			{ publicSubnetCidr: "10.35.0.0/24" },
			"publicSubnetCidr: 10.35.0.0/24 is not inside the VPC 10.34.0.0/16",
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
			{ zone: "cn-shanghai-2a" },
			'zone: "cn-shanghai-2a" is not in the region "cn-beijing-6"; a zone is the region\'s name and a letter, e.g. cn-beijing-6a',
		],
		[{ publicZone: "cn-beijing-6" }, 'publicZone: "cn-beijing-6" is not in'],
		[
			{ natBandwidthMbps: 0 },
			"natBandwidthMbps: 0 is not allowed; allowed is a whole number from 1 to 15000",
		],
		[
			{ name: "x".repeat(61) },
			`name: "${"x".repeat(61)}-vpc" has 65 characters; Kingsoft Cloud takes 2 to 64`,
		],
		[
			{ name: "ha.lab" },
			'name: "ha.lab-vpc" is not allowed; a name has letters, Chinese characters, digits, "_" and "-" only',
		],
	])("refuses %j", (props, message) => {
		expect(() => network(testStack(), props)).toThrow(message);
	});

	it.each([
		[
			'{"natChargeType": "Monthly"}',
			'natChargeType: "Monthly" is not allowed; allowed are DailyPaidByTransfer, TrafficMonthly, HourlyInstantSettlement, Daily, Peak',
		],
	])("refuses %s from where no compiler looked", (json, message) => {
		expect(() => network(testStack(), JSON.parse(json))).toThrow(message);
	});
});

describe("KsyunNetwork.fromIds", () => {
	const subnet = (cidr: string, zone = `${REGION}a`) => ({
		subnetId: "55dcbce0-d052-4556-aaf1-b17972d3f5e2",
		cidr,
		zone,
	});
	const attributes = {
		region: REGION,
		vpcId: "43d6c641-3d08-4415-8b1f-f49341d75d0b",
		vpcCidr: "10.34.0.0/16",
		publicSubnet: subnet("10.34.51.0/24"),
		privateSubnet: subnet("10.34.0.0/20"),
	};

	it("brings a network that exists without creating anything", () => {
		const existing = KsyunNetwork.fromIds(testStack(), "Network", attributes);
		expect(existing).toMatchObject({
			vpcId: "43d6c641-3d08-4415-8b1f-f49341d75d0b",
			egressReady: [],
			privateSubnet: { cidr: "10.34.0.0/20" },
		});
		expect(existing.node.children).toEqual([]);
	});

	it("refuses a subnet of another region", () => {
		expect(() =>
			KsyunNetwork.fromIds(testStack(), "Network", {
				...attributes,
				publicSubnet: subnet("10.34.51.0/24", "cn-shanghai-2a"),
			}),
		).toThrow('publicSubnet.zone: "cn-shanghai-2a" is not in the region');
	});
});
