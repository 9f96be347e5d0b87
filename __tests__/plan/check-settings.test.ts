import { describe, expect, test } from "vitest";
import { CLOUD_IDS } from "../../design/clouds";
import { defaultZone, knownRegions, zoneProblem } from "../../design/regions";
import { parseSettings } from "../../plan/parse-settings";
import { planLab } from "../../plan/plan-lab";

const plan = (text: string) =>
	planLab(
		parseSettings(text, "halab.yaml", {
			home: "local",
			readPublicKeyFile: () => "",
		}),
		"local",
	);

describe("where a lab is", () => {
	test.each([
		["region: ap-beijing", "ap-beijing", "ap-beijing-7"],
		[
			"cloud: alicloud\nregion: ap-southeast-1",
			"ap-southeast-1",
			"ap-southeast-1a",
		],
		[
			"lab: route-nexthop\ncloud: ksyun\nregion: cn-shanghai-2",
			"cn-shanghai-2",
			"cn-shanghai-2a",
		],
		["region: ap-new\nzone: ap-new-1", "ap-new", "ap-new-1"],
	])("%j", (text, region, zone) => {
		expect(plan(text)).toMatchObject({ region, zone });
	});

	test.each([
		[
			"region: ap-nowhere",
			/^halab\.yaml: zone: is missing: no zone of the region "ap-nowhere" is known\. Name one here, or choose one of the regions ap-guangzhou, /,
		],
		[
			"region: cn-hangzhou",
			/^halab\.yaml: zone: is missing: .* ap-guangzhou, /,
		],
		[
			"region: ap-beijing\nzone: ap-guangzhou-6",
			/^halab\.yaml:2:1: zone: "ap-guangzhou-6" is not in the region "ap-beijing"/,
		],
		["zone: ap-beijing-6", /^halab\.yaml:1:1: zone: .*; set region as well$/],
	])("%j is refused", (text, message) => {
		expect(() => plan(text)).toThrow(message);
	});

	test.each(
		CLOUD_IDS,
	)("every known region of %s has a zone of its own", (cloud) => {
		for (const region of knownRegions(cloud)) {
			expect(zoneProblem(cloud, defaultZone(cloud, region) ?? "", region)).toBe(
				undefined,
			);
		}
	});
});

const inVpc = (
	vpc: string,
	publicSubnet: string,
	privateSubnet: string,
): string =>
	`network: {vpcCidr: ${vpc}, publicSubnetCidr: ${publicSubnet}, privateSubnetCidr: ${privateSubnet}}`;

describe("networks that no cloud has are refused on this machine too", () => {
	test.each([
		inVpc("127.0.0.0/16", "127.0.1.0/24", "127.0.2.0/24"),
		inVpc("169.254.0.0/16", "169.254.1.0/24", "169.254.2.0/24"),
		inVpc("203.0.113.0/24", "203.0.113.0/28", "203.0.113.16/28"),
		inVpc("8.8.0.0/16", "8.8.1.0/24", "8.8.2.0/24"),
		inVpc("10.0.0.0/8", "10.0.1.0/24", "10.0.2.0/24"),
	])("%s", (text) => {
		expect(() => plan(text)).toThrow(
			/^halab\.yaml:1:\d+: network\.vpcCidr: \S+ is not allowed; a VPC is a part of 10\.0\.0\.0\/8/,
		);
	});
});

describe("a route VIP takes nobody's address", () => {
	const ROUTE = "lab: route-nexthop";
	test.each([
		"224.0.0.18",
		"0.0.0.0",
		"255.255.255.255",
		"127.0.0.1",
		"169.254.0.23",
		"203.0.113.12",
		"8.8.8.8",
		"100.100.100.200",
	])("%s", (vip) => {
		for (const lab of [ROUTE, "lab: dual-master\nvipMode: route"]) {
			expect(() => plan(`${lab}\nnetwork: {vip: ${vip}}`)).toThrow(
				/network\.vip: .*(is not a private address|there is no address)/,
			);
		}
	});

	test.each([
		"tencentcloud",
		"alicloud",
		"ksyun",
	])("the bastion's, on %s", (cloud) => {
		expect(() =>
			plan(`${ROUTE}\ncloud: ${cloud}\nnetwork: {vip: 10.34.51.2}`),
		).toThrow(/network\.vip: 10\.34\.51\.2 lies in the /);
	});
});

describe("what a node needs itself", () => {
	test.each([22, 53, 5355, 61112])("port %i", (port) => {
		expect(() => plan(`service: {port: ${port}}`)).toThrow(
			new RegExp(
				`^halab\\.yaml:1:11: service\\.port: ${port} is taken on every node by `,
			),
		);
	});
});

describe("one mistake, one line", () => {
	test("the last VRID for a lab that needs two", () => {
		expect(() => plan("lab: dual-master\nvirtualRouterId: 255")).toThrow(
			/^halab\.yaml:2:1: virtualRouterId: 255 leaves no VRID [^\n]*; allowed: 254 at most$/,
		);
	});

	test("a HAVIP where there is none", () => {
		expect(() =>
			plan("lab: dual-master\ncloud: ksyun\nvipMode: havip"),
		).toThrow(/^halab\.yaml:3:1: vipMode: Kingsoft Cloud has no HAVIP [^\n]*$/);
	});

	test("halves of the internet", () => {
		expect(() =>
			plan("access: {adminCidrs: [0.0.0.0/1, 128.0.0.0/1]}"),
		).toThrow(
			/^[^\n]*access\.adminCidrs\.0: 0\.0\.0\.0\/1 lets [^\n]*access\.allowAnywhere: true[^\n]*\n[^\n]*access\.adminCidrs\.1: [^\n]*$/,
		);
	});
});

test.each([
	"tencentcloud",
	"alicloud",
])("a dual master fits into the smallest subnet of %s", (cloud) => {
	const { pair } = plan(
		`lab: dual-master\ncloud: ${cloud}\nnetwork: {privateSubnetCidr: 10.34.0.0/28}`,
	);
	expect(pair.vips.map(({ address }) => address)).toEqual([
		"10.34.0.11",
		"10.34.0.12",
	]);
});
