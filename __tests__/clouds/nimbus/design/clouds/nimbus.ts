import { PRIVATE_NETWORKS } from "../net/special-networks";
import type { CloudProfile } from "./cloud-profile";
import { randomWord } from "./id-styles";

const ANY_TEXT = { minLength: 1, reserved: [], refused: [] };

/** Nimbus Cloud, which there is not. */
export const nimbus: CloudProfile = {
	title: "Nimbus Cloud",
	titleZh: "雨云",
	havip: true,
	eipOnHavip: false,
	havipsPerInterface: 2,
	instancesPerHavip: 4,
	havipSwitch: { minMs: 100, maxMs: 200, source: "assumed" },
	routeVipScope: "outside-vpc",
	routesInTables: true,
	multicast: false,
	roleCredentials: true,
	atomicNextHopChange: true,
	routeChangeCalls: 2,
	userData: { limitBytes: 20_000, measured: "raw", encoding: "gzip" },
	regions: {
		first: "sky-1",
		zones: { "sky-1": "sky-1x" },
		zoneSuffix: /^[x-z]$/,
		convention: "the region's name and a letter from x on",
		example: (region) => `${region}x`,
	},
	networks: {
		vpc: PRIVATE_NETWORKS.map((range) => ({ range })),
		subnetWord: "layer",
		keptAtEnd: 2,
	},
	names: { resource: { minLength: 1, maxLength: 40 } },
	tags: { key: ANY_TEXT, value: ANY_TEXT },
	securityGroups: {
		protocols: { tcp: "tcp", udp: "udp", icmp: "icmp", all: "any" },
		description: { maxLength: 100 },
	},
	metadata: { address: "169.254.7.7", port: 80, names: [] },
	api: (region) => ({
		address: "169.254.7.8",
		port: 80,
		names: [`vpc.${region}.nimbus.example`],
	}),
	nexthopPermissions: ({ region, routeTableId }) => [
		{ actions: ["ListRoutes"], resources: ["*"] },
		{
			actions: ["MoveRoute"],
			resources: [`nimbus:${region}:table/${routeTableId ?? "*"}`],
		},
	],
	oneRouteChangePerVpc: false,
	accessKeys: { prefix: "NIMB", pattern: /\bNIMB[0-9a-f]{16,}/ },
	roleKeys: {
		renewedAfter: 1 / 2,
		id: (random) => `NIMB${random.toString("hex")}`,
		secret: (random) => random.toString("hex"),
	},
	newId: (kind, randomBytes) => `${kind}:${randomWord(10, randomBytes)}`,
	localIds: { vpcId: "vpc:10ca1", routeTableId: "table:10ca1" },
};
