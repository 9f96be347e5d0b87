import { defined } from "../base/defined";
import { idStandIn } from "../userdata";
import { CAPABILITIES } from "./capabilities";
import type { NodeFacts, VipDesign } from "./ha-pair-design";
import type { HaPairProps } from "./ha-pair-props";

/** What a node's scripts are to know of it and its pair. */
export function nodeFacts(
	props: HaPairProps,
	node: Pick<NodeFacts, "node" | "interface" | "address" | "peers" | "service">,
	vips: readonly VipDesign[],
	outrankedBy: (vip: VipDesign) => readonly string[],
): NodeFacts {
	const routed = vips.filter((vip) => vip.kind === "route");
	return {
		...node,
		cloud: props.cloud,
		region: props.region,
		vips: vips.map((vip) => vip.address),
		...(routed.length > 0 && props.routeTarget !== undefined
			? {
					...defined({ endpoint: props.apiEndpoint }),
					route: {
						...props.routeTarget,
						destinations: routed.map((vip) => ({
							instance: vip.instance,
							cidr: `${vip.address}/32`,
							outrankedBy: outrankedBy(vip),
						})),
					},
				}
			: {}),
	};
}

/**
 * The facts as large as a cloud can make them: ids of created resources instead of the names that a plan has. They do
 * not depend on the route target, so that a pair whose target changes keeps its size.
 */
export function largestFacts(facts: NodeFacts): NodeFacts {
	if (facts.route === undefined) {
		return facts;
	}
	const { routesInTables, roleCredentials } = CAPABILITIES[facts.cloud];
	return {
		...facts,
		endpoint: `https://${idStandIn("endpoint")}`,
		route: {
			vpcId: idStandIn("VPC"),
			...(routesInTables ? { routeTableId: idStandIn("route table") } : {}),
			...(roleCredentials ? { roleName: idStandIn("role") } : {}),
			destinations: facts.route.destinations,
		},
	};
}
