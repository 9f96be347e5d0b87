import { describe, expect, test } from "vitest";
import { LAB_IDS, LABS } from "../../labs/catalogue";
import { cloudsOf, knowsVipMode } from "../../plan/lab-clouds";
import { parseSettings } from "../../plan/parse-settings";
import { planLab } from "../../plan/plan-lab";

const parse = (text: string, home: "cloud" | "local" = "cloud") =>
	parseSettings(
		`access: {adminCidrs: [198.51.100.7/32], publicKey: ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIDV3l8O96AQEYgaqaJDy82NamRWIsHKVdvnZlZA8qlJS}\n${text}`,
		"halab.yaml",
		{ home, readPublicKeyFile: () => "" },
	);

const COMBINATIONS = LAB_IDS.flatMap((lab) =>
	cloudsOf(lab).flatMap((cloud) =>
		LABS[lab].vipModes.map((vipMode) => ({ lab, cloud, vipMode })),
	),
).filter(({ cloud, vipMode }) => knowsVipMode(cloud, vipMode));

test.each(
	COMBINATIONS,
)("$lab, $cloud, $vipMode can be planned with defaults alone", (combination) => {
	const plan = planLab(
		parse(
			Object.entries(combination)
				.map(([key, value]) => `${key}: ${value}`)
				.join("\n"),
		),
	);
	expect({
		region: plan.region,
		zone: plan.zone,
		vips: plan.pair.vips,
		priorities: plan.pair.nodes.map((node) => node.priorities),
	}).toMatchSnapshot();
});

test("a lab takes the first VIP mode that the cloud knows", () => {
	const mode = (text: string) => planLab(parse(text)).vipMode;
	expect(mode("lab: dual-master\ncloud: alicloud")).toBe("havip");
	expect(mode("lab: dual-master\ncloud: ksyun")).toBe("route");
});

describe("what does not go together", () => {
	test.each([
		[
			"lab: havip-nopreempt\nvipMode: route",
			"cloud",
			/vipMode: the lab havip-nopreempt has no VIP mode route; allowed: havip/,
		],
		[
			"lab: dual-master\ncloud: ksyun\nvipMode: havip",
			"cloud",
			/^halab\.yaml:4:1: vipMode: Kingsoft Cloud has no HAVIP that Terraform can make; allowed: route$/,
		],
		[
			"lab: route-nexthop\nnetwork: {vip: 10.34.9.9}",
			"cloud",
			/network\.vip: 10\.34\.9\.9 lies in the VPC/,
		],
		[
			"lab: route-nexthop\ncloud: alicloud\nnetwork: {vip: 10.34.9.9}",
			"cloud",
			/network\.vip: 10\.34\.9\.9 lies in the subnet/,
		],
		[
			"lab: dual-master\nnetwork: {vip: 10.34.15.254}",
			"cloud",
			/network\.vip: 10\.34\.15\.255 is not a usable address/,
		],
	] as const)("%s", (text, home, message) => {
		expect(() => parse(text, home)).toThrow(message);
	});
});

test("a small private subnet gets a VIP that it has", () => {
	const { pair } = planLab(parse("network: {privateSubnetCidr: 10.34.0.0/28}"));
	expect(pair.vips[0]?.address).toBe("10.34.0.12");
});
