export { KsyunBastion, type KsyunBastionProps } from "./bastion";
export type { PublicAddressProps } from "./eip";
export {
	type KsyunDesignedHaPairProps,
	KsyunHaPair,
	type KsyunHaPairBaseProps,
	type KsyunHaPairProps,
} from "./ha-pair";
export { KsyunKeyPair, type KsyunKeyPairProps } from "./key-pair";
export type { MachineProps } from "./machine";
export {
	KsyunNetwork,
	type KsyunNetworkAttributes,
	type KsyunNetworkProps,
} from "./network";
export {
	type INexthopRole,
	KsyunNexthopRole,
	type KsyunNexthopRoleProps,
} from "./nexthop-role";
export { KsyunProvider, type KsyunProviderProps } from "./provider";
export { KsyunRouteVip, type KsyunRouteVipProps } from "./route-vip";
export {
	KsyunSecurityGroup,
	type KsyunSecurityGroupProps,
} from "./security-group";
