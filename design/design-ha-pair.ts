import { Ipv4Cidr } from "../base/ipv4";
import { renderPairUserData } from "../userdata";
import { CAPABILITIES } from "./capabilities";
import { checkAddresses } from "./check-addresses";
import { checkVips } from "./check-vips";
import { designNode, type PairDecisions } from "./design-node";
import { DesignError } from "./errors";
import type { HaPairDesign, NodeDesign, VipDesign } from "./ha-pair-design";
import type { HaPairProps } from "./ha-pair-props";
import { type OutageSurroundings, predictOutages } from "./outage";
import { prioritiesOf } from "./priorities";
import { checkSourceCidrs, nodeSecurityRules } from "./security-rules";
import { Service } from "./service";
import { TIMING_PROFILES } from "./timing";
import { Vrrp } from "./vrrp";

/** Each address with its virtual router: all in the first one, or with dual master each in one of its own. */
function designVips(props: HaPairProps, vrrp: Vrrp): readonly VipDesign[] {
	const [sharedId = 0] = vrrp.virtualRouterIds;
	const { prefixLength } = Ipv4Cidr.parse(props.subnetCidr);
	return props.vips.map(({ kind, address }, index) => ({
		kind,
		instance: vrrp.mode === "dual" ? `VI_${index + 1}` : "VI_1",
		address,
		// A routed address is nobody's neighbour: /32 keeps the subnet's own routes as they are.
		prefixLength: kind === "route" ? 32 : prefixLength,
		virtualRouterId:
			vrrp.mode === "dual"
				? (vrrp.virtualRouterIds[index] ?? sharedId)
				: sharedId,
	}));
}

/** What besides VRRP decides how long the pair's address leads nowhere. */
function outageSurroundings(
	{ cloud, home = "cloud" }: HaPairProps,
	vips: readonly VipDesign[],
): OutageSurroundings {
	const { havipSwitch, routeChangeCalls, atomicNextHopChange } =
		CAPABILITIES[cloud];
	if (vips.some(({ kind }) => kind === "route")) {
		return { routeChangeCalls, atomicNextHopChange };
	}
	return home === "cloud" && havipSwitch !== undefined ? { havipSwitch } : {};
}

/**
 * Designs a highly available pair, or a group of more nodes: everything that is decided about it, for the cloud and
 * for the local machine alike. Pure: the same props give the same design.
 *
 * @throws DesignError when the pair cannot be built as asked
 */
export function designHaPair(props: HaPairProps): HaPairDesign {
	const { cloud, clientCidrs, sshCidrs = [], allowAnywhere = false } = props;
	const timing = TIMING_PROFILES[props.timing ?? "safe"];
	const vrrp = props.vrrp ?? Vrrp.nopreempt();
	const service = props.service ?? Service.nginx();
	const count = props.nodes.length;
	if (count < 2) {
		throw new DesignError(
			"nodes",
			`${count} given; a pair needs 2 nodes at least`,
		);
	}
	checkAddresses(props);
	checkVips(props, vrrp);
	checkSourceCidrs("clientCidrs", clientCidrs, allowAnywhere);
	checkSourceCidrs("sshCidrs", sshCidrs, allowAnywhere);

	const vips = designVips(props, vrrp);
	const decisions: PairDecisions = {
		props,
		timing,
		vrrp,
		service,
		health: props.health ?? service.health,
		interfaceName: props.interfaceName ?? "eth0",
		vips,
		ranks: props.nodes.map(({ address }, index) => ({
			address,
			priorities: prioritiesOf(timing, vrrp, index, count),
		})),
	};
	const drafts = props.nodes.map((node, index) =>
		designNode(decisions, node, index),
	);
	const userData = renderPairUserData(
		drafts.map(({ userDataProps }) => userDataProps),
		CAPABILITIES[cloud].userData,
	);
	const nodes = drafts.map(({ node }, index): NodeDesign => {
		const { text = "", bytes = 0 } = userData[index] ?? {};
		return { ...node, userData: text, userDataBytes: bytes };
	});
	return {
		nodes,
		vips,
		preemption: vrrp.mode === "nopreempt" ? "nopreempt" : "preempt",
		timing,
		service: { name: service.name, port: service.port },
		securityRules: nodeSecurityRules({
			cloud,
			nodeAddresses: nodes.map(({ address }) => address),
			port: service.port,
			clientCidrs,
			sshCidrs,
		}),
		predictedOutages: predictOutages(
			timing,
			nodes[1]?.priority ?? timing.highestPriority,
			outageSurroundings(props, vips),
		),
	};
}
