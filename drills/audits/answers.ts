import { eventsOf } from "../event-log";
import { type Audit, verdict } from "./audit";

/** An answer on its way when the address moves is no offence; logs and samples come from different processes. */
const SLACK_NS = 50e6;

/** Only a node that is master answers: an answer from another one comes from an address that it kept. */
export const onlyTheOwnerAnswers: Audit = (view) => {
	const { log, owners } = view;
	const fromNs = owners[0]?.fromNs ?? 0;
	const wrong = eventsOf(log, "probe").filter(
		({ node, intendedNs, latencyMs }) =>
			node !== undefined &&
			intendedNs >= fromNs &&
			!owners.some(
				(span) =>
					span.owners.includes(node) &&
					span.fromNs - SLACK_NS <= intendedNs + latencyMs * 1e6 &&
					intendedNs <= span.toNs + SLACK_NS,
			),
	);
	const [first] = wrong;
	const nodes = [...new Set(wrong.map(({ node }) => node))];
	return verdict(
		view,
		"only the master answers",
		first === undefined,
		first === undefined
			? {
					en: "every answer came from the node that was master",
					zh: "所有应答均来自当时的主节点",
				}
			: {
					en: `${wrong.length} answers from ${nodes.join(", ")} while it was not master`,
					zh: `${nodes.join("、")} 在非主状态下应答了 ${wrong.length} 次`,
				},
		first?.timeNs,
		wrong.at(-1)?.timeNs,
	);
};
