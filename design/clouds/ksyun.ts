import { PRIVATE_NETWORKS } from "../net/special-networks";
import type { CloudProfile, TagTextLimit } from "./cloud-profile";
import { uuid } from "./id-styles";

/** No limits were found in public documents: no more is asked than that there is something. */
const TAG_TEXT: TagTextLimit = {
	minLength: 1,
	reserved: [],
	refused: [[/^\s*$/, "is empty"]],
};

/**
 * Kingsoft Cloud.
 *
 * Sources: its API's documents; its Terraform provider 1.25.7, which has no HAVIP although the API has, and whose zones are
 * the region's name and a letter from `a` on; the instance metadata document of KEC. Its list of networks was not found:
 * its examples are all private ones (RFC 1918).
 */
export const ksyun: CloudProfile = {
	title: "Kingsoft Cloud",
	titleZh: "金山云",
	havip: false,
	eipOnHavip: false,
	havipsPerInterface: 0,
	instancesPerHavip: 0,
	routeVipScope: "anywhere",
	routesInTables: false,
	multicast: false,
	roleCredentials: false,
	atomicNextHopChange: false,
	routeChangeCalls: 3,
	userData: { limitBytes: 16 * 1024, measured: "base64", encoding: "gzip" },
	regions: {
		first: "cn-beijing-6",
		zones: {
			"cn-beijing-6": "cn-beijing-6a",
			"cn-shanghai-2": "cn-shanghai-2a",
			"cn-guangzhou-1": "cn-guangzhou-1a",
			"cn-hongkong-2": "cn-hongkong-2a",
			"ap-singapore-1": "ap-singapore-1a",
			"eu-east-1": "eu-east-1a",
		},
		zoneSuffix: /^[a-z]$/,
		convention: "the region's name and a letter",
		example: (region) => `${region}a`,
	},
	networks: {
		vpc: PRIVATE_NETWORKS.map((range) => ({ range })),
		subnetWord: "subnet",
		keptAtEnd: 1,
		// Unless somebody chose another one.
		gatewayOffset: 1,
	},
	names: {
		// An instance's (the provider's document speaks of Chinese, English and numbers; its examples have hyphens, too).
		// Nothing is said of other resources; they are held to the same.
		resource: {
			minLength: 2,
			maxLength: 64,
			form: {
				pattern: /^[\p{Script=Han}A-Za-z0-9_-]+$/u,
				rule: 'a name has letters, Chinese characters, digits, "_" and "-" only',
			},
		},
	},
	tags: { key: TAG_TEXT, value: TAG_TEXT },
	securityGroups: {
		protocols: { tcp: "tcp", udp: "udp", icmp: "icmp", all: "ip" },
		description: { minLength: 1, maxLength: 100 },
	},
	metadata: { address: "11.255.255.100", port: 8775, names: [] },
	// Inside a VPC it speaks plain HTTP.
	api: () => ({
		address: "11.255.255.101",
		port: 80,
		names: ["internal.api.ksyun.com"],
	}),
	// A VPC is named by its complete KRN, without wildcards (41300).
	nexthopPermissions: ({ region, vpcId, accountId }) => [
		{ actions: ["DescribeRoutes"], resources: ["*"] },
		{
			actions: ["CreateRoute", "DeleteRoute"],
			resources: [
				accountId === undefined
					? "*"
					: `krn:ksc:vpc:${region}:${accountId}:vpc/${vpcId}`,
			],
		},
	],
	oneRouteChangePerVpc: false,
	accessKeys: { prefix: "AKLT", pattern: /\bAKLT[0-9A-Za-z_-]{16,}/ },
	newId: (_kind, randomBytes) => uuid(randomBytes),
	localIds: { vpcId: "10ca1ab0-0000-4000-8000-000000000001" },
};
