import type { FaultContext } from "../run/fault";

/** `systemctl VERB UNIT` on the node that is hit. */
export const systemctl =
	(...words: readonly string[]) =>
	({ bench, node }: FaultContext): Promise<void> =>
		bench.run(node, ["systemctl", ...words]);
