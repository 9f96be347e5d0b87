import type { ITerraformDependable } from "cdktf";
import type { IHaPair } from "./ha-pair";

/** A pair whose nodes may be next hops. */
export interface IRoutedPair extends IHaPair {
	/**
	 * What must exist before the nodes can be next hops.
	 *
	 * @default - nothing: the nodes exist already
	 */
	readonly nodesReady?: readonly ITerraformDependable[];
}
