/** One machine of a pair. */
export interface IHaNode {
	/** `node-1`, `node-2`, … */
	readonly name: string;
	readonly instanceId: string;
	/**
	 * Terraform address of the instance's id, e.g. `tencentcloud_instance.node-1.id`, for `replace_triggered_by`: what is
	 * attached to the node follows it when it is replaced. Absent for a node that exists already.
	 */
	readonly instanceIdReference?: string;
	/** Fixed private IPv4 address. */
	readonly address: string;
}

/** Nodes, and how one logs in to them. */
export interface HaNodes {
	/** In the order of the design: the first node has the highest priority. */
	readonly nodes: readonly IHaNode[];
	/** Account with which one logs in by key. */
	readonly sshUser: string;
}
