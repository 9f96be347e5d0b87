import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import type { CloudId } from "../../design/clouds";
import type { IHaNetwork, IHaSubnet } from "../ha-network";
import type { IKeyPair } from "../key-pair";
import type { INexthopRole } from "../nexthop-role";
import type { ISecurityGroup } from "../security-group";
import { checkZone } from "./network";

/** A security group that exists already, with rules of its own. */
export class ImportedSecurityGroup extends Construct implements ISecurityGroup {
	readonly rulesReady: readonly ITerraformDependable[] = [];

	constructor(
		scope: Construct,
		id: string,
		readonly securityGroupId: string,
	) {
		super(scope, id);
	}
}

/** A key that exists already. */
export class ImportedKeyPair extends Construct implements IKeyPair {
	constructor(
		scope: Construct,
		id: string,
		readonly keyPairId: string,
	) {
		super(scope, id);
	}
}

/** A role that exists already, with its policy. */
export class ImportedNexthopRole extends Construct implements INexthopRole {
	readonly policyReady: readonly ITerraformDependable[] = [];

	constructor(
		scope: Construct,
		id: string,
		readonly roleName: string,
	) {
		super(scope, id);
	}
}

/** Attributes of a network that exists already. */
export interface NetworkAttributes {
	readonly region: string;
	readonly vpcId: string;
	readonly vpcCidr: string;
	readonly publicSubnet: IHaSubnet;
	/** It must lead to the internet, e.g. by NAT: the nodes install packages when they boot. */
	readonly privateSubnet: IHaSubnet;
	/**
	 * Route table of the private subnet, in which the routes of route VIPs are, e.g. `rtb-azd4dt1c` or
	 * `vtb-bp145q7glnuzdvzu2`.
	 *
	 * @default - route VIPs are refused where routes belong to route tables
	 */
	readonly routeTableId?: string;
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
		cloud: CloudId,
		attributes: NetworkAttributes,
	) {
		super(scope, id);
		const { region, routeTableId } = attributes;
		for (const kind of ["publicSubnet", "privateSubnet"] as const) {
			checkZone(this, cloud, `${kind}.zone`, attributes[kind].zone, region);
		}
		this.region = region;
		this.vpcId = attributes.vpcId;
		this.vpcCidr = attributes.vpcCidr;
		this.publicSubnet = attributes.publicSubnet;
		this.privateSubnet = attributes.privateSubnet;
		if (routeTableId !== undefined) {
			this.routeTableId = routeTableId;
		}
	}
}
