import type { Construct } from "constructs";
import { PlacementGroup } from "../../.gen/providers/tencentcloud/placement-group";
import { defined } from "../../base/defined";
import { checkName, checkOneOf } from "../common/checks";
import { BaseHaPair, type HaPairBaseOptions } from "../common/ha-pair";
import { nexthopRole } from "../common/nexthop-role";
import type {
	DesignedPairProps,
	UndesignedPairProps,
} from "../common/pair-design";
import type { INexthopRole } from "../nexthop-role";
import { CLOUD } from "./cloud";
import { chooseImage, createInstance, type MachineProps } from "./machine";
import { TencentNexthopRole } from "./nexthop-role";
import { TencentSecurityGroup } from "./security-group";

const ANTI_AFFINITIES = ["host", "switch", "rack", "none"] as const;

/** What no two nodes share. */
export type AntiAffinity = (typeof ANTI_AFFINITIES)[number];

/** A placement group's words for it. */
const PLACEMENTS = { host: "HOST", switch: "SW", rack: "RACK" } as const;

/** Where and as what the nodes of a {@link TencentHaPair} run. */
export interface TencentHaPairBaseProps
	extends HaPairBaseOptions,
		MachineProps {
	/**
	 * The role with which the nodes move the routes of route VIPs.
	 *
	 * @default - with route VIPs, a role that may do no more than that
	 */
	readonly nexthopRole?: INexthopRole;
	/**
	 * What no two nodes share: a host, a switch, a rack, or nothing in particular. The stricter, the likelier that the zone is sold out.
	 *
	 * @default "host"
	 */
	readonly antiAffinity?: AntiAffinity;
}

/** Props of {@link TencentHaPair}: what the pair is to be, without what the network knows already, and where its nodes run. */
export interface TencentHaPairProps
	extends UndesignedPairProps,
		TencentHaPairBaseProps {}

/** Props of {@link TencentHaPair} with a pair that is designed already. */
export interface TencentDesignedHaPairProps
	extends DesignedPairProps,
		TencentHaPairBaseProps {}

/** What keeps the nodes apart, if anything is to. */
function placementGroup(
	pair: Construct,
	{ name, antiAffinity = "host" }: TencentHaPairBaseProps,
	tags: Record<string, string>,
): PlacementGroup | undefined {
	checkOneOf(pair, "antiAffinity", antiAffinity, ANTI_AFFINITIES);
	return antiAffinity === "none"
		? undefined
		: new PlacementGroup(pair, "PlacementGroup", {
				name: checkName(pair, CLOUD, "name", `${name}-nodes`),
				type: PLACEMENTS[antiAffinity],
				tags,
			});
}

/**
 * Two nodes or more with fixed addresses on different hosts, with the user data of the pair's design. They boot when
 * the network's way out is ready, since they install packages then.
 *
 * With route VIPs the nodes move the routes of the private subnet's route table, with the credentials of a role. The
 * routes themselves are another construct's.
 *
 * A running node stays as it is when its user data changes; every plan then warns that it runs with older user data. It is
 * replaced by `terraform apply -replace=<address of its instance>`, with what hangs on it, in an apply of the whole stack:
 * `-target` would leave that out. One node at a time, the backup first, each drained before (`halab-drain`). Nodes that are to
 * disagree about the list of nodes, a VRID or the advertisement interval are replaced all in one apply.
 */
export class TencentHaPair extends BaseHaPair {
	constructor(
		scope: Construct,
		id: string,
		props: TencentHaPairProps | TencentDesignedHaPairProps,
	) {
		super(scope, id, CLOUD, props, {
			role: (pair, tags) =>
				nexthopRole(
					pair,
					props,
					() =>
						new TencentNexthopRole(pair, "NexthopRole", {
							name: props.name,
							network: props.network,
							tags,
						}),
				),
			securityGroup: (pair, spec) =>
				new TencentSecurityGroup(pair, "SecurityGroup", spec),
			nodes: (pair, _design, tags) => {
				const group = placementGroup(pair, props, tags);
				const apart = defined({ antiAffinityGroupId: group?.id });
				const image = chooseImage(pair, props);
				return (node, spec) =>
					createInstance(pair, node, image, props, { ...spec, ...apart });
			},
		});
	}
}
