import type { ITerraformDependable } from "cdktf";
import { Construct, type IConstruct } from "constructs";
import { Ipv4Cidr } from "../../design/net/ipv4";
import type { IHaNetwork, IHaSubnet } from "../ha-network";
import { checkCidr, propError } from "./checks";

/** Private networks (RFC 1918). */
const PRIVATE_RANGES = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"].map(
	Ipv4Cidr.parse,
);

/** Attributes of a network that exists already, in any cloud. */
export interface ImportedNetworkAttributes {
	readonly region: string;
	readonly vpcId: string;
	readonly vpcCidr: string;
	readonly publicSubnet: IHaSubnet;
	readonly privateSubnet: IHaSubnet;
	readonly routeTableId?: string;
}

/** Throws if a zone, which a prop says, is not in a region. */
export type ZoneCheck = (
	scope: Construct,
	prop: string,
	zone: string,
	region: string,
) => void;

/** A network that exists already. */
export class ImportedNetwork extends Construct implements IHaNetwork {
	readonly region: string;
	readonly vpcId: string;
	readonly vpcCidr: string;
	readonly publicSubnet: IHaSubnet;
	readonly privateSubnet: IHaSubnet;
	readonly routeTableId?: string;
	readonly egressReady: readonly ITerraformDependable[] = [];

	constructor(
		scope: Construct,
		id: string,
		props: ImportedNetworkAttributes,
		checkZone: ZoneCheck,
	) {
		super(scope, id);
		checkZone(this, "publicSubnet.zone", props.publicSubnet.zone, props.region);
		checkZone(
			this,
			"privateSubnet.zone",
			props.privateSubnet.zone,
			props.region,
		);
		this.region = props.region;
		this.vpcId = props.vpcId;
		this.vpcCidr = props.vpcCidr;
		this.publicSubnet = props.publicSubnet;
		this.privateSubnet = props.privateSubnet;
		if (props.routeTableId !== undefined) {
			this.routeTableId = props.routeTableId;
		}
	}
}

/** Checks that the prop `vpcCidr` is a part of a private network, and its prefix within the cloud's bounds, if any. */
export function checkPrivateVpcCidr(
	scope: IConstruct,
	text: string,
	prefix?: { readonly shortest: number; readonly longest: number },
): Ipv4Cidr {
	const cidr = checkCidr(scope, "vpcCidr", text);
	const isPrivate = PRIVATE_RANGES.some((range) => range.containsNetwork(cidr));
	const fits =
		prefix === undefined ||
		(cidr.prefixLength >= prefix.shortest &&
			cidr.prefixLength <= prefix.longest);
	if (!isPrivate || !fits) {
		const bounds = prefix
			? `, with a prefix of /${prefix.shortest} to /${prefix.longest}`
			: "";
		throw propError(
			scope,
			"vpcCidr",
			`${text} is not allowed; a VPC is a part of ${PRIVATE_RANGES.join(", ")}${bounds}`,
		);
	}
	return cidr;
}

/** Checks that a subnet is inside its VPC. */
export function checkCidrInVpc(
	scope: IConstruct,
	prop: string,
	text: string,
	vpc: Ipv4Cidr,
): Ipv4Cidr {
	const cidr = checkCidr(scope, prop, text);
	if (!vpc.containsNetwork(cidr)) {
		throw propError(scope, prop, `${text} is not inside the VPC ${vpc}`);
	}
	return cidr;
}

/**
 * Checks that the private subnet is apart from the public one.
 *
 * @param kind - what the cloud calls a subnet
 */
export function checkSubnetsApart(
	scope: IConstruct,
	publicCidr: Ipv4Cidr,
	privateCidr: Ipv4Cidr,
	kind = "subnet",
): void {
	if (publicCidr.overlaps(privateCidr)) {
		throw propError(
			scope,
			"privateSubnetCidr",
			`${privateCidr} overlaps the public ${kind} ${publicCidr}`,
		);
	}
}
