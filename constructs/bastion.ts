import type { IConstruct } from "constructs";
import type { IHaNode } from "./ha-node";

/** The one machine with a public address and an ssh port, through which one reaches the nodes. */
export interface IBastion extends IConstruct {
	readonly instanceId: string;
	/** Private IPv4 address, from which the nodes see ssh coming. */
	readonly address: string;
	readonly publicAddress: string;
	/** Account with which one logs in by key. */
	readonly sshUser: string;
	/** The command that logs in to a node by way of the bastion. */
	sshCommand(node: IHaNode, nodeUser: string): string;
}
