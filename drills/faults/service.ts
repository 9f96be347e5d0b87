import type { DrillPlan } from "../run/drill-plan";
import type { FaultContext } from "../run/fault";

/** Why a fault of nginx is nothing for a lab with another service. */
export const withoutNginx = ({ pair }: DrillPlan): string | undefined =>
	pair.service.name === "nginx"
		? undefined
		: `the service is ${pair.service.name}, not nginx`;

/** `systemctl VERB UNIT` on the node that is hit. */
export const systemctl =
	(...words: readonly string[]) =>
	({ bench, node }: FaultContext): Promise<void> =>
		bench.run(node, ["systemctl", ...words]);
