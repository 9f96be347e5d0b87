import type { Construct } from "constructs";
import { DataGuardGroup } from "../../.gen/providers/ksyun/data-guard-group";
import { defined } from "../../base/defined";
import { CLOUDS } from "../../design/clouds";
import type { HaPairDesign } from "../../design/ha-pair-design";
import { checkName, propError } from "../common/checks";
import {
	type AntiAffinity,
	BaseHaPair,
	type HaPairBaseOptions,
	wantsOwnHosts,
} from "../common/ha-pair";
import type {
	DesignedPairProps,
	UndesignedPairProps,
} from "../common/pair-design";
import type { INexthopRole } from "../nexthop-role";
import { CLOUD } from "./cloud";
import { createInstance, type MachineProps } from "./machine";
import { KEY_FILE } from "./nexthop-role";
import { KsyunSecurityGroup } from "./security-group";

/** Where and as what the nodes of a {@link KsyunHaPair} run. The machines take tags, nothing else does. */
export interface KsyunHaPairBaseProps extends HaPairBaseOptions, MachineProps {
	/** The sub-user with whose key the nodes move the routes of route VIPs, e.g. a `KsyunNexthopRole`. */
	readonly nexthopRole: INexthopRole;
	/**
	 * What no two nodes share. That they share no host makes it likelier that the zone is sold out.
	 *
	 * @default "host"
	 */
	readonly antiAffinity?: AntiAffinity;
}

/** Props of {@link KsyunHaPair}: what the pair is to be, without what the network knows already, and where its nodes run. */
export interface KsyunHaPairProps
	extends UndesignedPairProps,
		KsyunHaPairBaseProps {}

/** Props of {@link KsyunHaPair} with a pair that is designed already. */
export interface KsyunDesignedHaPairProps
	extends DesignedPairProps,
		KsyunHaPairBaseProps {}

/** What keeps the nodes apart, if anything is to. */
const dataGuardGroup = (
	pair: Construct,
	{ name, antiAffinity }: KsyunHaPairBaseProps,
): DataGuardGroup | undefined =>
	wantsOwnHosts(pair, antiAffinity)
		? new DataGuardGroup(pair, "DataGuardGroup", {
				dataGuardName: checkName(pair, CLOUD, "name", `${name}-nodes`),
				dataGuardType: "host",
			})
		: undefined;

/** User data is in the state, and everybody on the machine may read it in the metadata: no place for a key. */
function checkUserData(pair: Construct, { nodes }: HaPairDesign): void {
	const { title, accessKeys } = CLOUDS[CLOUD];
	nodes.forEach(({ userData }, index) => {
		if (accessKeys.pattern.test(userData)) {
			// The text is not repeated: it is a key.
			throw propError(
				pair,
				`nodes[${index}]`,
				`its user data holds what looks like an access key of ${title} (${accessKeys.prefix}…). User data is in the state and in the metadata; hand keys over out of band, the nodes' own to ${KEY_FILE}`,
			);
		}
		if (
			new RegExp(`^\\s*(- )?path: ["']?${KEY_FILE}["']?$`, "m").test(userData)
		) {
			throw propError(
				pair,
				`nodes[${index}]`,
				`its user data writes ${KEY_FILE}, which holds the key that moves the routes. User data is in the state and in the metadata; the key is handed over out of band`,
			);
		}
	});
}

/**
 * Two nodes or more with fixed addresses on different hosts, with the user data of the pair's design. They boot when
 * the network's way out is ready, since they install packages then.
 *
 * The pair's addresses are route VIPs: Kingsoft Cloud has no HAVIP that Terraform can make. The nodes move the routes of
 * the VPC with the key of a sub-user, which is handed over out of band: until then, they log that there is none.
 *
 * A running node stays as it is when its user data changes; every plan then warns that it runs with older user data. It is
 * replaced by `terraform apply -replace=<address of its instance>`, with what hangs on it, in an apply of the whole stack:
 * `-target` would leave that out. One node at a time, the backup first, each drained before (`halab-drain`). Nodes that are to
 * disagree about the list of nodes, a VRID or the advertisement interval are replaced all in one apply.
 */
export class KsyunHaPair extends BaseHaPair {
	/** The sub-user that moves the routes; its `handover` says what is to be done by hand. */
	declare readonly nexthopRole: INexthopRole;

	constructor(
		scope: Construct,
		id: string,
		props: KsyunHaPairProps | KsyunDesignedHaPairProps,
	) {
		super(scope, id, CLOUD, props, {
			role: () => props.nexthopRole,
			securityGroup: (pair, spec) =>
				new KsyunSecurityGroup(pair, "SecurityGroup", spec),
			nodes: (pair, design) => {
				checkUserData(pair, design);
				const group = dataGuardGroup(pair, props);
				const apart = defined({ antiAffinityGroupId: group?.id });
				return (node, spec) =>
					createInstance(pair, node, props, { ...spec, ...apart });
			},
		});
	}
}
