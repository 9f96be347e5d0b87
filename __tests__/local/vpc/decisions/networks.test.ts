import { expect, test } from "vitest";
import { refusal } from "../refusal";
import { pairCloud, SampleCloud } from "../sample-cloud";

const subnet = (cidr: string, gateway = "10.34.100.1") =>
	({
		type: "create-subnet",
		vpcId: "vpc-1",
		name: "more",
		zone: "z",
		cidr,
		gateway,
	}) as const;

test("a VPC comes with its main route table", () => {
	const sample = new SampleCloud("tencentcloud");
	const vpc = { name: "a", cidr: "10.0.0.0/8", multicast: false };
	expect(sample.run({ type: "create-vpc", ...vpc })).toEqual([
		{ type: "vpc-created", at: sample.now, vpc: { id: "vpc-1", ...vpc } },
		{
			type: "route-table-created",
			at: sample.now,
			routeTable: {
				id: "route-table-1",
				vpcId: "vpc-1",
				name: "default",
				main: true,
			},
		},
	]);
	expect(() => sample.run({ type: "create-vpc", ...vpc, id: "vpc-1" })).toThrow(
		refusal("duplicate", /vpc vpc-1 exists/),
	);
	expect(() =>
		sample.run({ type: "create-vpc", ...vpc, cidr: "10.0.0.1/8" }),
	).toThrow(refusal("invalid-network", /canonical form is 10\.0\.0\.0\/8/));
});

test.each([
	["10.35.0.0/24", "10.35.0.1", /does not lie in its VPC/],
	["10.0.0.0/8", "10.35.0.1", /does not lie in its VPC/],
	["10.34.8.0/24", "10.34.8.1", /overlaps the subnet subnet-a/],
	["10.34.0.0/16", "10.34.8.1", /overlaps the subnet subnet-a/],
	["10.34.100.0/24", "10.34.100.0", /gateway 10\.34\.100\.0 is not a usable/],
	["10.34.100.0/24", "10.34.0.1", /gateway 10\.34\.0\.1 is not a usable/],
	["ten", "10.34.0.1", /not an IPv4 network/],
])("the subnet %s with the gateway %s is refused", (cidr, gateway, message) => {
	const sample = pairCloud("ksyun");
	expect(() => sample.run(subnet(cidr, gateway))).toThrow(
		refusal("invalid-network", message),
	);
});

test.each([
	"create-subnet",
	"create-route-table",
] as const)("%s needs a VPC that is there, whatever it is called", (type) => {
	for (const vpcId of ["vpc-9", "constructor", "__proto__"]) {
		expect(() =>
			pairCloud("ksyun").run({ ...subnet("10.34.100.0/24"), type, vpcId }),
		).toThrow(refusal("not-found", /There is no VPC/));
	}
});

test("no subnet of Alibaba Cloud is made around what is routed", () => {
	const route = (sample: SampleCloud) =>
		({
			type: "create-route",
			routeTableId: sample.mainTable("vpc-1"),
			destination: "10.34.100.7/32",
			nextHop: { kind: "instance", instanceId: "i-1" },
		}) as const;
	const alibaba = pairCloud("alicloud");
	alibaba.run(route(alibaba));
	expect(() => alibaba.run(subnet("10.34.100.0/24"))).toThrow(
		refusal("invalid-network", /contains the destination 10\.34\.100\.7\/32/),
	);
	const kingsoft = pairCloud("ksyun");
	kingsoft.run(route(kingsoft), subnet("10.34.100.0/24"));
});
