import { PRIVATE_NETWORKS } from "../net/special-networks";
import type { CloudProfile, IdKind, TagTextLimit } from "./cloud-profile";
import { randomWord } from "./id-styles";

const ID_PREFIXES: Readonly<Record<IdKind, string>> = {
	vpc: "vpc",
	subnet: "vsw",
	"route-table": "vtb",
	route: "rte",
	"security-group": "sg",
	instance: "i",
	port: "eni",
	havip: "havip",
	eip: "eip",
	"nat-gateway": "ngw",
};

/** Characters behind the prefix and the region, as in the examples of the API's documents. */
const ID_LENGTH = 18;
/** Ids tell the region: this is Hangzhou's. */
const ID_REGION = "bp1";

const VPC_PREFIXES = { shortest: 8, longest: 28 };

/** What keys and values have in common (`TagResources` of VPC and ECS). */
const TAG_TEXT = {
	maxLength: 128,
	reserved: [/^aliyun/i, /^acs:/i],
	refused: [[/https?:\/\//i, "holds http:// or https://"]],
} as const satisfies TagTextLimit;

/** Keys hold nothing else. */
const lettersAndDigits = (bytes: Buffer, length: number): string =>
	BigInt(`0x${bytes.toString("hex")}${bytes.toString("hex")}`)
		.toString(36)
		.slice(0, length);

/**
 * Alibaba Cloud.
 *
 * Sources: documents "HaVip", "ModifyRouteEntry", "Regions and zones", "CreateVpc", "CreateVSwitch", "TagResources", the
 * instance metadata document, the endpoint list of VPC, and the provider's documents and validators for names.
 */
export const alicloud: CloudProfile = {
	title: "Alibaba Cloud",
	titleZh: "阿里云",
	havip: true,
	eipOnHavip: true,
	havipsPerInterface: 5,
	instancesPerHavip: 10,
	havipSwitch: { minMs: 0, maxMs: 10_000, source: "assumed" },
	routeVipScope: "outside-subnets",
	routesInTables: true,
	multicast: false,
	roleCredentials: true,
	atomicNextHopChange: true,
	routeChangeCalls: 5,
	userData: { limitBytes: 32 * 1024, measured: "raw", encoding: "gzip" },
	regions: {
		first: "cn-hangzhou",
		zones: {
			"cn-hangzhou": "cn-hangzhou-j",
			"cn-shanghai": "cn-shanghai-b",
			"cn-qingdao": "cn-qingdao-c",
			"cn-beijing": "cn-beijing-h",
			"cn-zhangjiakou": "cn-zhangjiakou-a",
			"cn-huhehaote": "cn-huhehaote-a",
			"cn-wulanchabu": "cn-wulanchabu-a",
			"cn-shenzhen": "cn-shenzhen-d",
			"cn-heyuan": "cn-heyuan-a",
			"cn-guangzhou": "cn-guangzhou-a",
			"cn-chengdu": "cn-chengdu-a",
			"cn-hongkong": "cn-hongkong-b",
			"ap-southeast-1": "ap-southeast-1a",
			"ap-southeast-3": "ap-southeast-3a",
			"ap-southeast-5": "ap-southeast-5a",
			"ap-southeast-6": "ap-southeast-6a",
			"ap-southeast-7": "ap-southeast-7a",
			"ap-northeast-1": "ap-northeast-1a",
			"ap-northeast-2": "ap-northeast-2a",
			"us-west-1": "us-west-1a",
			"us-east-1": "us-east-1a",
			"eu-central-1": "eu-central-1a",
			"eu-west-1": "eu-west-1a",
			"me-east-1": "me-east-1a",
		},
		// Regions in China name their zones with a hyphen (cn-hangzhou-k), some others without (ap-southeast-1a).
		zoneSuffix: /^-?[a-z]$/,
		convention: "the region's name and a letter",
		example: (region) => `${region}${/\d$/.test(region) ? "" : "-"}a`,
	},
	networks: {
		vpc: PRIVATE_NETWORKS.map((range) => ({ range, prefixes: VPC_PREFIXES })),
		subnet: { shortest: 16, longest: 29 },
		subnetWord: "vSwitch",
		keptAtEnd: 3,
	},
	names: {
		// What all kinds of resources have in common: a public address takes no colon, a deployment set no dot, a NAT gateway
		// no hyphen at its end.
		resource: {
			minLength: 2,
			maxLength: 128,
			form: {
				pattern: /^[A-Za-z]([A-Za-z0-9_-]*[A-Za-z0-9])?$/,
				rule: 'a name starts with a letter, has letters, digits, "_" and "-" only, and ends with neither of the latter',
			},
		},
		// RAM's CreateRole, and the characters that both a role and a policy take.
		role: {
			minLength: 2,
			maxLength: 64,
			form: {
				pattern: /^[A-Za-z0-9-]+$/,
				rule: 'a policy\'s name has letters, digits and "-" only',
			},
		},
	},
	tags: {
		maxTags: 20,
		key: { ...TAG_TEXT, minLength: 1 },
		value: { ...TAG_TEXT, minLength: 0 },
	},
	securityGroups: {
		// AuthorizeSecurityGroup.
		protocols: { tcp: "tcp", udp: "udp", icmp: "icmp", all: "all" },
		description: { minLength: 1, maxLength: 512 },
	},
	metadata: { address: "100.100.100.200", port: 80, names: [] },
	api: (region) => ({
		address: "100.100.100.201",
		port: 80,
		names: [`vpc-vpc.${region}.aliyuncs.com`],
	}),
	// The route table is the resource of both actions (help.aliyun.com, ModifyRouteEntry and DescribeRouteEntryList,
	// "Authorization information"); a policy reaches its own account only, so the account needs no name.
	nexthopPermissions: ({ region, routeTableId }) => [
		{
			actions: ["DescribeRouteEntryList", "ModifyRouteEntry"],
			resources: [`acs:vpc:${region}:*:routetable/${routeTableId ?? "*"}`],
		},
	],
	// TaskConflict of CreateRouteEntry, ModifyRouteEntry and DeleteRouteEntry.
	oneRouteChangePerVpc: true,
	accessKeys: { prefix: "LTAI", pattern: /\bLTAI[0-9A-Za-z]{12,}/ },
	roleKeys: {
		// It says only that it renews them from time to time; an hour before the end of six is an assumption.
		renewedAfter: 5 / 6,
		id: (random) => `STS.${lettersAndDigits(random, 25)}`,
		secret: (random) => lettersAndDigits(random, 44),
	},
	newId: (kind, randomBytes) =>
		`${ID_PREFIXES[kind]}-${ID_REGION}${randomWord(ID_LENGTH, randomBytes)}`,
	localIds: {
		vpcId: "vpc-bp110ca1ab0halab00000",
		routeTableId: "vtb-bp110ca1ab0halab00000",
	},
};
