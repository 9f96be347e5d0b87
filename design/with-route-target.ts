import { withFacts } from "../userdata";
import type { HaPairDesign, NodeDesign } from "./ha-pair-design";
import type { RouteTarget } from "./ha-pair-props";

/**
 * A design whose nodes move the routes of another VPC or route table: of one whose ids are known only when it is
 * created. It changes each node's `node.json` and nothing else; a pair without route VIPs stays as it is.
 *
 * @throws UserDataError when a node's user data was written by something else than {@link designHaPair}
 */
export function withRouteTarget(
	design: HaPairDesign,
	target: RouteTarget,
): HaPairDesign {
	const retarget = (node: NodeDesign): NodeDesign => {
		if (node.facts.route === undefined) {
			return node;
		}
		const { destinations } = node.facts.route;
		const facts = { ...node.facts, route: { ...target, destinations } };
		return {
			...node,
			facts,
			userData: withFacts(node.userData, node.facts, facts),
		};
	};
	return { ...design, nodes: design.nodes.map(retarget) };
}
