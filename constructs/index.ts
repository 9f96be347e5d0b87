export type { IBastion } from "./bastion";
export type { BastionOptions } from "./common/bastion";
export type { AntiAffinity, HaPairBaseOptions } from "./common/ha-pair";
export type { HavipOptions } from "./common/havip";
export type { NetworkAttributes } from "./common/imported";
export type { KeyPairOptions } from "./common/key-pair";
export type { NetworkOptions } from "./common/network";
export type { NexthopRoleOptions } from "./common/nexthop-role";
export type {
	DesignedPairProps,
	UndesignedPairProps,
} from "./common/pair-design";
export type { RouteVipOptions } from "./common/route-vip";
export type { IFloatingIp } from "./floating-ip";
export type { IHaNetwork, IHaSubnet } from "./ha-network";
export type { HaNodes, IHaNode } from "./ha-node";
export type { IHaPair } from "./ha-pair";
export type { IKeyPair } from "./key-pair";
export {
	HaLint,
	type HaLintProps,
	type LintFinding,
	type LintRuleInfo,
	type LintSeverity,
	type LintSuppression,
} from "./lint";
export type { INexthopRole } from "./nexthop-role";
export type { ISecurityGroup } from "./security-group";
