import type { ITerraformDependable, TerraformResource } from "cdktf";
import { Construct, type IConstruct } from "constructs";
import { defined } from "../../base/defined";
import type { Ipv4Cidr } from "../../base/ipv4";
import { CLOUDS, type CloudId } from "../../design/clouds";
import { DEFAULT_NETWORK } from "../../design/default-network";
import { subnetProblem, vpcProblem } from "../../design/network-limits";
import { zoneProblem } from "../../design/regions";
import type { IHaNetwork, IHaSubnet } from "../ha-network";
import { checkCidr, checkName, propError } from "./checks";
import { checkTags, type Tags } from "./tags";

/** What a network is asked for on every cloud. */
export interface NetworkOptions {
	/** Prefix of the names of the network's resources, e.g. `halab` for `halab-vpc`. */
	readonly name: string;
	/** Region, as the cloud writes it, e.g. `ap-guangzhou`, `cn-hangzhou` or `cn-beijing-6`. */
	readonly region: string;
	/**
	 * Availability zone of the private subnet, in which the pair is, e.g. `ap-guangzhou-6`, `cn-hangzhou-k` or
	 * `cn-beijing-6a`. A HAVIP lives in one subnet, hence in one zone.
	 */
	readonly zone: string;
	/**
	 * Availability zone of the public subnet, in which the bastion is.
	 *
	 * @default - the same as `zone`
	 */
	readonly publicZone?: string;
	/**
	 * The VPC's network: a part of 10.0.0.0/8, 172.16.0.0/12 or 192.168.0.0/16.
	 *
	 * @default "10.34.0.0/16"
	 */
	readonly vpcCidr?: string;
	/**
	 * The public subnet, in which the bastion is.
	 *
	 * @default "10.34.51.0/24"
	 */
	readonly publicSubnetCidr?: string;
	/**
	 * The private subnet, in which the pair is.
	 *
	 * @default "10.34.0.0/20"
	 */
	readonly privateSubnetCidr?: string;
	/**
	 * Tags of every resource that takes them.
	 *
	 * @default - none
	 */
	readonly tags?: Tags;
}

/** A subnet that is to be made. */
interface SubnetPlan {
	/** In CIDR notation. */
	readonly cidr: string;
	readonly zone: string;
}

/** A network, checked, as a cloud's resources are made of it. */
export interface NetworkPlan {
	/** In CIDR notation. */
	readonly vpcCidr: string;
	readonly publicSubnet: SubnetPlan;
	readonly privateSubnet: SubnetPlan;
	readonly tags: Record<string, string>;
	/** The name of one of the network's resources, with this suffix. */
	readonly name: (suffix: string) => string;
}

/** What a cloud has made of a {@link NetworkPlan}. */
export interface NetworkParts {
	readonly vpc: TerraformResource & { readonly id: string };
	readonly publicSubnetId: string;
	readonly privateSubnetId: string;
	readonly routeTableId?: string;
	readonly egressReady: readonly ITerraformDependable[];
	readonly natAddress: string;
}

/**
 * Checks that a zone belongs to a region, as far as its name tells.
 *
 * @returns the zone
 */
export function checkZone(
	scope: IConstruct,
	cloud: CloudId,
	prop: string,
	zone: string,
	region: string,
): string {
	const problem = zoneProblem(cloud, zone, region);
	if (problem !== undefined) {
		throw propError(scope, prop, problem);
	}
	return zone;
}

function checkVpcCidr(
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
function checkSubnetCidr(
	scope: IConstruct,
	cloud: CloudId,
	prop: string,
	text: string,
	vpc: Ipv4Cidr,
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

function planNetwork(
	scope: IConstruct,
	cloud: CloudId,
	given: NetworkOptions,
): NetworkPlan {
	const props = {
		...DEFAULT_NETWORK,
		publicZone: given.zone,
		...defined(given),
	};
	const { region } = props;
	const zone = checkZone(scope, cloud, "zone", props.zone, region);
	const publicZone = checkZone(
		scope,
		cloud,
		"publicZone",
		props.publicZone,
		region,
	);
	const vpcCidr = checkVpcCidr(scope, cloud, props.vpcCidr);
	const subnetCidr = (prop: "publicSubnetCidr" | "privateSubnetCidr") =>
		checkSubnetCidr(scope, cloud, prop, props[prop], vpcCidr);
	const publicCidr = subnetCidr("publicSubnetCidr");
	const privateCidr = subnetCidr("privateSubnetCidr");
	if (publicCidr.overlaps(privateCidr)) {
		throw propError(
			scope,
			"privateSubnetCidr",
			`${privateCidr} overlaps the public ${CLOUDS[cloud].networks.subnetWord} ${publicCidr}`,
		);
	}
	return {
		vpcCidr: vpcCidr.toString(),
		publicSubnet: { cidr: publicCidr.toString(), zone: publicZone },
		privateSubnet: { cidr: privateCidr.toString(), zone },
		tags: checkTags(scope, cloud, props.tags),
		name: (suffix) =>
			checkName(scope, cloud, "name", `${props.name}-${suffix}`),
	};
}

/** A network that a stack creates, whatever its cloud. */
export class BaseNetwork extends Construct implements IHaNetwork {
	readonly region: string;
	readonly vpcId: string;
	readonly vpcCidr: string;
	readonly publicSubnet: IHaSubnet;
	readonly privateSubnet: IHaSubnet;
	/** Absent, not undefined, where routes belong to the VPC. */
	declare readonly routeTableId?: string;
	readonly egressReady: readonly ITerraformDependable[];
	/** Public address from which the private subnet's traffic comes. */
	readonly natAddress: string;

	constructor(
		scope: Construct,
		id: string,
		cloud: CloudId,
		props: NetworkOptions,
		create: (network: Construct, plan: NetworkPlan) => NetworkParts,
	) {
		super(scope, id);
		const plan = planNetwork(this, cloud, props);
		const parts = create(this, plan);
		this.node.defaultChild = parts.vpc;
		this.region = props.region;
		this.vpcId = parts.vpc.id;
		this.vpcCidr = plan.vpcCidr;
		this.publicSubnet = {
			...plan.publicSubnet,
			subnetId: parts.publicSubnetId,
		};
		this.privateSubnet = {
			...plan.privateSubnet,
			subnetId: parts.privateSubnetId,
		};
		if (parts.routeTableId !== undefined) {
			this.routeTableId = parts.routeTableId;
		}
		this.egressReady = parts.egressReady;
		this.natAddress = parts.natAddress;
	}
}
