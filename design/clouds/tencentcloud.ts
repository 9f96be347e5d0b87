import { Ipv4Cidr } from "../../base/ipv4";
import type { CloudProfile, IdKind, TagTextLimit } from "./cloud-profile";
import { randomWord } from "./id-styles";

const ID_PREFIXES: Readonly<Record<IdKind, string>> = {
	vpc: "vpc",
	subnet: "subnet",
	"route-table": "rtb",
	route: "rti",
	"security-group": "sg",
	instance: "ins",
	port: "eni",
	havip: "havip",
	eip: "eip",
	"nat-gateway": "nat",
};

/** Characters behind the prefix, as in the examples of the API's documents. */
const ID_LENGTH = 8;

/** What keys and values have in common (document 651/13354). */
const TAG_TEXT = {
	minLength: 1,
	reserved: [],
	refused: [
		[
			/[^\p{L}\p{N} +\-=._:/@()[\],;><]/u,
			"has a character that is not allowed; allowed are letters, digits, spaces and + - = . _ : / @ ( ) [ ] , ; > <",
		],
		[/^\s|\s$/u, "starts or ends with a space"],
	],
} as const satisfies TagTextLimit;

/**
 * Tencent Cloud.
 *
 * Sources: documents 215/36691 (HAVIP), 215/15833 (`CreateRoutes`, `ReplaceRoutes`), 213/6091 and 457/36736 ("Regions and
 * Availability Zones", without the zones that it calls sold out), 215/15774 and 215/31795 (networks; the API's text writes
 * the first range as "10.0.0.0/12", but takes all of 10.0.0.0–10.255.255.255), 651/13354 (tags), 215/15807 (security
 * groups), the instance metadata document, and the provider's validators for names.
 */
export const tencentcloud: CloudProfile = {
	title: "Tencent Cloud",
	titleZh: "腾讯云",
	havip: true,
	eipOnHavip: true,
	havipsPerInterface: 5,
	// No document gives a figure: Alibaba Cloud's is taken.
	instancesPerHavip: 10,
	havipSwitch: { minMs: 0, maxMs: 10_000, source: "documented" },
	routeVipScope: "outside-vpc",
	routesInTables: true,
	multicast: false,
	roleCredentials: true,
	atomicNextHopChange: true,
	routeChangeCalls: 3,
	userData: { limitBytes: 16 * 1024, measured: "base64", encoding: "gzip" },
	regions: {
		first: "ap-guangzhou",
		zones: {
			"ap-guangzhou": "ap-guangzhou-6",
			"ap-shanghai": "ap-shanghai-5",
			"ap-nanjing": "ap-nanjing-3",
			"ap-beijing": "ap-beijing-7",
			"ap-chengdu": "ap-chengdu-2",
			"ap-chongqing": "ap-chongqing-1",
			"ap-hongkong": "ap-hongkong-3",
			"ap-singapore": "ap-singapore-2",
			"ap-seoul": "ap-seoul-2",
			"ap-tokyo": "ap-tokyo-2",
			"ap-bangkok": "ap-bangkok-2",
			"na-siliconvalley": "na-siliconvalley-2",
			"na-ashburn": "na-ashburn-2",
			"eu-frankfurt": "eu-frankfurt-1",
		},
		zoneSuffix: /^-\d+$/,
		convention: "the region's name and a number",
		example: (region) => `${region}-3`,
	},
	networks: {
		vpc: [
			{
				range: Ipv4Cidr.parse("10.0.0.0/8"),
				prefixes: { shortest: 12, longest: 28 },
			},
			{
				range: Ipv4Cidr.parse("172.16.0.0/12"),
				prefixes: { shortest: 12, longest: 28 },
			},
			{
				range: Ipv4Cidr.parse("192.168.0.0/16"),
				prefixes: { shortest: 16, longest: 28 },
			},
		],
		subnet: { shortest: 0, longest: 29 },
		subnetWord: "subnet",
		keptAtEnd: 1,
	},
	names: {
		resource: { minLength: 1, maxLength: 60 },
		instance: { minLength: 2, maxLength: 128 },
		// CAM's CreateRole and CreatePolicy.
		role: {
			minLength: 1,
			maxLength: 128,
			form: {
				pattern: /^[A-Za-z0-9+=,.@_-]+$/,
				rule: "a role's name has letters, digits and + = , . @ _ - only",
			},
		},
	},
	tags: {
		maxTags: 50,
		key: { ...TAG_TEXT, maxLength: 127, reserved: [/^qcs:/, /^project/] },
		value: { ...TAG_TEXT, maxLength: 255 },
	},
	securityGroups: {
		protocols: { tcp: "TCP", udp: "UDP", icmp: "ICMP", all: "ALL" },
		description: { minLength: 1, maxLength: 100 },
	},
	metadata: {
		address: "169.254.0.23",
		port: 80,
		names: ["metadata.tencentyun.com"],
	},
	api: () => ({
		address: "169.254.0.55",
		port: 80,
		names: ["vpc.internal.tencentcloudapi.com"],
	}),
	// Its lists take no resource (215/35499), and a resource without an account belongs to the one that owns the policy
	// (598/10606).
	nexthopPermissions: ({ region, routeTableId }) => [
		{ actions: ["DescribeRouteTables"], resources: ["*"] },
		{
			actions: ["ReplaceRoutes"],
			resources: [
				routeTableId === undefined
					? "*"
					: `qcs::vpc:${region}::rtb/${routeTableId}`,
			],
		},
	],
	oneRouteChangePerVpc: false,
	accessKeys: { prefix: "AKID", pattern: /\bAKID[0-9A-Za-z]{16,}/ },
	roleKeys: {
		// It says only that it renews them from time to time; every hour is an assumption.
		renewedAfter: 1 / 6,
		id: (random) => `AKID${random.toString("base64url")}`,
		secret: (random) => random.toString("base64"),
	},
	newId: (kind, randomBytes) =>
		`${ID_PREFIXES[kind]}-${randomWord(ID_LENGTH, randomBytes)}`,
	localIds: { vpcId: "vpc-10ca1ab0", routeTableId: "rtb-10ca1ab0" },
};
