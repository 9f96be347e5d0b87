export type { IBastion } from "./bastion";
export type { IFloatingIp } from "./floating-ip";
export type { IHaNetwork, IHaSubnet } from "./ha-network";
export type { IHaNode, IHaPair } from "./ha-pair";
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
export type { IRoutedPair } from "./routed-pair";
export type { ISecurityGroup } from "./security-group";
export type {
	DesignedPairProps,
	UndesignedPairProps,
} from "./support/pair-design";
