import type { Ipv4Cidr } from "../base/ipv4";
import { CLOUDS, type CloudId } from "./clouds";
import type { Prefixes } from "./clouds/cloud-profile";

const fits = (cidr: Ipv4Cidr, prefixes: Prefixes | undefined): boolean =>
	prefixes === undefined ||
	(cidr.prefixLength >= prefixes.shortest &&
		cidr.prefixLength <= prefixes.longest);

/** What is wrong with the network of a VPC in a cloud. */
export function vpcProblem(cloud: CloudId, cidr: Ipv4Cidr): string | undefined {
	const { vpc } = CLOUDS[cloud].networks;
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
	const { subnet, subnetWord } = CLOUDS[cloud].networks;
	if (subnet === undefined || fits(cidr, subnet)) {
		return undefined;
	}
	return subnet.shortest === 0
		? `${cidr} is too small; a ${subnetWord}'s prefix is /${subnet.longest} at most`
		: `${cidr} is not allowed; a ${subnetWord}'s prefix is /${subnet.shortest} to /${subnet.longest}`;
}
