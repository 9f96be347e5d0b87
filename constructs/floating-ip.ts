import type { IConstruct } from "constructs";

/** An address that moves between the nodes of a pair. */
export interface IFloatingIp extends IConstruct {
	/** Private IPv4 address, which the holder configures. */
	readonly address: string;
	/** Public IPv4 address that leads to whichever node holds the private one; absent where none was asked for. */
	readonly publicAddress?: string;
}
