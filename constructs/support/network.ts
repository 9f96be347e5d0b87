import type { ITerraformDependable } from "cdktf";
import { Construct, type IConstruct } from "constructs";
import type { Ipv4Cidr } from "../../base/ipv4";
import type { CloudId } from "../../design/capabilities";
import { subnetProblem, vpcProblem } from "../../design/network-limits";
import { zoneProblem } from "../../design/regions";
import type { IHaNetwork, IHaSubnet } from "../ha-network";
import { checkCidr, propError } from "./checks";

/** Attributes of a network that exists already, in any cloud. */
export interface ImportedNetworkAttributes {
	readonly region: string;
	readonly vpcId: string;
	readonly vpcCidr: string;
	readonly publicSubnet: IHaSubnet;
	readonly privateSubnet: IHaSubnet;
	readonly routeTableId?: string;
}

/**
 * Checks that a zone belongs to a region, as far as its name tells.
 *
 * @returns the zone
 */
export function checkZone(
	scope: IConstruct,
	prop: string,
	zone: string,
	{ cloud, region }: { readonly cloud: CloudId; readonly region: string },
): string {
	const problem = zoneProblem(cloud, zone, region);
	if (problem !== undefined) {
		throw propError(scope, prop, problem);
	}
	return zone;
}

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
		cloud: CloudId,
	) {
		super(scope, id);
		const { region } = props;
		for (const kind of ["publicSubnet", "privateSubnet"] as const) {
			checkZone(this, `${kind}.zone`, props[kind].zone, { cloud, region });
		}
		this.region = region;
		this.vpcId = props.vpcId;
		this.vpcCidr = props.vpcCidr;
		this.publicSubnet = props.publicSubnet;
		this.privateSubnet = props.privateSubnet;
		if (props.routeTableId !== undefined) {
			this.routeTableId = props.routeTableId;
		}
	}
}

/** Checks that the prop `vpcCidr` is a network that a VPC of the cloud can have. */
export function checkVpcCidr(
	scope: IConstruct,
	cloud: CloudId,
	text: string,
): Ipv4Cidr {
	const cidr = checkCidr(scope, "vpcCidr", text);
	const problem = vpcProblem(cloud, cidr);
	if (problem !== undefined) {
		throw propError(scope, "vpcCidr", problem);
	}
	return cidr;
}

/** Checks that a subnet is inside its VPC, and as large as the cloud has them. */
export function checkSubnetCidr(
	scope: IConstruct,
	prop: string,
	text: string,
	{ cloud, vpc }: { readonly cloud: CloudId; readonly vpc: Ipv4Cidr },
): Ipv4Cidr {
	const cidr = checkCidr(scope, prop, text);
	const problem = vpc.containsNetwork(cidr)
		? subnetProblem(cloud, cidr)
		: `${text} is not inside the VPC ${vpc}`;
	if (problem !== undefined) {
		throw propError(scope, prop, problem);
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
