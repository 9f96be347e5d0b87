import { Ipv4Cidr } from "../base/ipv4";
import type { CloudId } from "./capabilities";
import { PRIVATE_NETWORKS } from "./net/special-networks";

interface Prefixes {
	readonly shortest: number;
	readonly longest: number;
}

/** What a cloud's networks may be. */
interface NetworkLimits {
	/** Networks of which a VPC is a part, and the prefixes in each; absent where no bound is known. */
	readonly vpc: readonly {
		readonly range: Ipv4Cidr;
		readonly prefixes?: Prefixes;
	}[];
	/** Prefixes of a subnet; absent where no bound is known. */
	readonly subnet?: Prefixes;
	/** What the cloud calls a subnet. */
	readonly subnetWord: string;
}

const range = (
	text: string,
	shortest: number,
	longest: number,
): NetworkLimits["vpc"][number] => ({
	range: Ipv4Cidr.parse(text),
	prefixes: { shortest, longest },
});

const ALICLOUD_VPC_PREFIXES: Prefixes = { shortest: 8, longest: 28 };

/**
 * Sources: Tencent documents 215/15774 and 215/31795 (the API's text writes the first range as "10.0.0.0/12", but takes
 * all of 10.0.0.0–10.255.255.255); Alibaba documents "CreateVpc" and "CreateVSwitch". Kingsoft Cloud's own list of
 * ranges was not found; its examples are all private networks (RFC 1918).
 */
const LIMITS: Readonly<Record<CloudId, NetworkLimits>> = {
	tencentcloud: {
		vpc: [
			range("10.0.0.0/8", 12, 28),
			range("172.16.0.0/12", 12, 28),
			range("192.168.0.0/16", 16, 28),
		],
		subnet: { shortest: 0, longest: 29 },
		subnetWord: "subnet",
	},
	alicloud: {
		vpc: PRIVATE_NETWORKS.map((network) => ({
			range: network,
			prefixes: ALICLOUD_VPC_PREFIXES,
		})),
		subnet: { shortest: 16, longest: 29 },
		subnetWord: "vSwitch",
	},
	ksyun: {
		vpc: PRIVATE_NETWORKS.map((network) => ({ range: network })),
		subnetWord: "subnet",
	},
};

const fits = (cidr: Ipv4Cidr, prefixes: Prefixes | undefined): boolean =>
	prefixes === undefined ||
	(cidr.prefixLength >= prefixes.shortest &&
		cidr.prefixLength <= prefixes.longest);

/** What is wrong with the network of a VPC in a cloud. */
export function vpcProblem(cloud: CloudId, cidr: Ipv4Cidr): string | undefined {
	const { vpc } = LIMITS[cloud];
	if (
		vpc.some(
			({ range: network, prefixes }) =>
				network.containsNetwork(cidr) && fits(cidr, prefixes),
		)
	) {
		return undefined;
	}
	const [first] = vpc;
	const shared = vpc.every(({ prefixes }) => prefixes === first?.prefixes)
		? first?.prefixes
		: undefined;
	const bounds = ({ shortest, longest }: Prefixes): string =>
		`/${shortest} to /${longest}`;
	const ranges = vpc.map(({ range: network, prefixes }) =>
		prefixes === undefined || prefixes === shared
			? `${network}`
			: `${network} (${bounds(prefixes)})`,
	);
	return `${cidr} is not allowed; a VPC is a part of ${ranges.join(", ")}${shared === undefined ? "" : `, with a prefix of ${bounds(shared)}`}`;
}

/** What is wrong with the network of a subnet in a cloud, apart from where in its VPC it lies. */
export function subnetProblem(
	cloud: CloudId,
	cidr: Ipv4Cidr,
): string | undefined {
	const { subnet, subnetWord } = LIMITS[cloud];
	if (subnet === undefined || fits(cidr, subnet)) {
		return undefined;
	}
	return subnet.shortest === 0
		? `${cidr} is too small; a ${subnetWord}'s prefix is /${subnet.longest} at most`
		: `${cidr} is not allowed; a ${subnetWord}'s prefix is /${subnet.shortest} to /${subnet.longest}`;
}
