import type { VpcState } from "../vpc/entities";
import type { Caller } from "./caller";
import type {
	MetadataAnswer,
	MetadataContext,
	MetadataRequest,
} from "./request";
import type { MetadataTree } from "./tree";

/** What a cloud's metadata service says, and to whom. Pure. */
export interface MetadataDialect {
	/** What it tells an instance under `/latest/meta-data/`. */
	tree(state: VpcState, caller: Caller, context: MetadataContext): MetadataTree;
	/**
	 * What a cloud asks for before it tells anything, such as a session's token. It gives the answer that ends the matter,
	 * `undefined` when the request may be answered.
	 *
	 * @default every instance is told at once
	 */
	readonly admit?: (
		state: VpcState,
		request: MetadataRequest,
		caller: Caller,
		context: MetadataContext,
	) => MetadataAnswer | undefined;
}
