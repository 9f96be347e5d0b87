import { Construct } from "constructs";
import type { HaPairDesign } from "../../design/ha-pair-design";
import type { IBastion } from "../bastion";
import type { IFloatingIp } from "../floating-ip";
import type { IHaNetwork, IHaSubnet } from "../ha-network";
import type { IHaNode } from "../ha-node";
import type { IHaPair } from "../ha-pair";
import type { IKeyPair } from "../key-pair";

/** Nimbus Cloud's constructs make no resources, since it has no Terraform provider. */
export class NimbusNetwork extends Construct implements IHaNetwork {
	readonly vpcId = "vpc:1";
	readonly routeTableId = "table:1";
	readonly egressReady = [];

	constructor(
		scope: Construct,
		id: string,
		readonly region: string,
		readonly vpcCidr: string,
		readonly publicSubnet: IHaSubnet,
		readonly privateSubnet: IHaSubnet,
	) {
		super(scope, id);
	}
}

export class NimbusKeyPair extends Construct implements IKeyPair {
	readonly keyPairId = "key:1";
}

export class NimbusBastion extends Construct implements IBastion {
	readonly instanceId = "instance:0";
	readonly publicAddress = "203.0.113.1";
	readonly sshUser = "root";

	constructor(
		scope: Construct,
		id: string,
		readonly address: string,
	) {
		super(scope, id);
	}

	sshCommand(node: IHaNode, nodeUser: string): string {
		return `ssh -J root@${this.publicAddress} ${nodeUser}@${node.address}`;
	}
}

export class NimbusPair extends Construct implements IHaPair {
	readonly sshUser = "root";
	readonly nodes: readonly IHaNode[];

	constructor(
		scope: Construct,
		id: string,
		readonly pairName: string,
		readonly network: IHaNetwork,
		readonly design: HaPairDesign,
	) {
		super(scope, id);
		this.nodes = design.nodes.map(({ name, address }) => ({
			name,
			address,
			instanceId: `instance:${name}`,
		}));
	}
}

export class NimbusFloatingIp extends Construct implements IFloatingIp {
	constructor(
		scope: Construct,
		id: string,
		readonly address: string,
	) {
		super(scope, id);
	}
}
