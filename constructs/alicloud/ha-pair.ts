import type { Construct } from "constructs";
import { EcsDeploymentSet } from "../../.gen/providers/alicloud/ecs-deployment-set";
import { EcsRamRoleAttachment } from "../../.gen/providers/alicloud/ecs-ram-role-attachment";
import { defined } from "../../base/defined";
import type { HaPairDesign } from "../../design/ha-pair-design";
import { checkName, propError } from "../common/checks";
import {
	type AntiAffinity,
	BaseHaPair,
	type HaPairBaseOptions,
	wantsOwnHosts,
} from "../common/ha-pair";
import { nexthopRole } from "../common/nexthop-role";
import type {
	DesignedPairProps,
	UndesignedPairProps,
} from "../common/pair-design";
import type { INexthopRole } from "../nexthop-role";
import { CLOUD } from "./cloud";
import { chooseImage, createInstance, type MachineProps } from "./machine";
import { AlicloudNexthopRole } from "./nexthop-role";
import { AlicloudSecurityGroup } from "./security-group";

/** A deployment set holds that many machines of one zone (ECS document "Deployment sets"). */
const MAX_NODES_IN_DEPLOYMENT_SET = 20;

/** Where and as what the nodes of a {@link AlicloudHaPair} run. */
export interface AlicloudHaPairBaseProps
	extends HaPairBaseOptions,
		MachineProps {
	/**
	 * The role with which the nodes move the routes of route VIPs.
	 *
	 * @default - with route VIPs, a role that may do no more than that
	 */
	readonly nexthopRole?: INexthopRole;
	/**
	 * What no two nodes share. That they share no host makes it likelier that the zone is sold out, and not every family
	 * of instance types can (`DescribeDeploymentSetSupportedInstanceTypeFamily`).
	 *
	 * @default "host"
	 */
	readonly antiAffinity?: AntiAffinity;
}

/** Props of {@link AlicloudHaPair}: what the pair is to be, without what the network knows already, and where its nodes run. */
export interface AlicloudHaPairProps
	extends UndesignedPairProps,
		AlicloudHaPairBaseProps {}

/** Props of {@link AlicloudHaPair} with a pair that is designed already. */
export interface AlicloudDesignedHaPairProps
	extends DesignedPairProps,
		AlicloudHaPairBaseProps {}

/** What keeps the nodes apart, if anything is to. */
function deploymentSet(
	pair: Construct,
	{ name, antiAffinity }: AlicloudHaPairBaseProps,
	{ nodes }: HaPairDesign,
): EcsDeploymentSet | undefined {
	if (!wantsOwnHosts(pair, antiAffinity)) {
		return undefined;
	}
	if (nodes.length > MAX_NODES_IN_DEPLOYMENT_SET) {
		throw propError(
			pair,
			"nodes",
			`${nodes.length} given; a deployment set spreads ${MAX_NODES_IN_DEPLOYMENT_SET} machines of a zone at most. Set antiAffinity: "none" if they may share hosts`,
		);
	}
	return new EcsDeploymentSet(pair, "DeploymentSet", {
		deploymentSetName: checkName(pair, CLOUD, "name", `${name}-nodes`),
		strategy: "Availability",
	});
}

/**
 * Two nodes or more with fixed addresses on different hosts, with the user data of the pair's design. They boot when
 * the network's way out is ready, since they install packages then.
 *
 * With route VIPs the nodes move the routes of the private vSwitch's route table, with the credentials of a role. The
 * routes themselves are another construct's.
 *
 * A running node stays as it is when its user data changes; every plan then warns that it runs with older user data. It is
 * replaced by `terraform apply -replace=<address of its instance>`, with what hangs on it, in an apply of the whole stack:
 * `-target` would leave that out. One node at a time, the backup first, each drained before (`halab-drain`), since the cloud deletes no next hop. Nodes that are to
 * disagree about the list of nodes, a VRID or the advertisement interval are replaced all in one apply.
 */
export class AlicloudHaPair extends BaseHaPair {
	constructor(
		scope: Construct,
		id: string,
		props: AlicloudHaPairProps | AlicloudDesignedHaPairProps,
	) {
		super(scope, id, CLOUD, props, {
			role: (pair, tags) =>
				nexthopRole(
					pair,
					props,
					() =>
						new AlicloudNexthopRole(pair, "NexthopRole", {
							name: props.name,
							network: props.network,
							tags,
						}),
				),
			securityGroup: (pair, spec) =>
				new AlicloudSecurityGroup(pair, "SecurityGroup", {
					...spec,
					// The rules say so too, but not in the cloud's own words for VRRP.
					isOpenInside: true,
				}),
			nodes: (pair, design) => {
				const set = deploymentSet(pair, props, design);
				const apart = defined({ antiAffinityGroupId: set?.id });
				const image = chooseImage(pair, props);
				return (node, spec) => {
					const instance = createInstance(pair, node, image, props, {
						...spec,
						...apart,
					});
					if (spec.roleName !== undefined) {
						new EcsRamRoleAttachment(pair, `${node}-role`, {
							instanceId: instance.id,
							ramRoleName: spec.roleName,
						});
					}
					return instance;
				};
			},
		});
	}
}
