import type { VpcCommand } from "./commands";
import type { VpcState } from "./entities";
import type { VpcEvent } from "./events";

/** The local cloud as its API and its metadata service see it. */
export interface VpcService {
	/** The state now. Each change gives a new one; nobody changes one in place. */
	readonly state: VpcState;
	/**
	 * Carry a command out. Resolves when its events are durable and the network follows them.
	 *
	 * @throws VpcError when the model refuses
	 */
	execute(command: VpcCommand): Promise<readonly VpcEvent[]>;
}
