export { KsyunBastion, type KsyunBastionProps } from "./bastion";
export type { InternetChargeType, PublicAddressProps } from "./eip";
export {
	type KsyunDesignedHaPairProps,
	KsyunHaPair,
	type KsyunHaPairBaseProps,
	type KsyunHaPairProps,
} from "./ha-pair";
export { KsyunKeyPair, type KsyunKeyPairProps } from "./key-pair";
export type {
	InstanceChargeType,
	MachineProps,
	SystemDiskType,
} from "./machine";
export { KsyunNetwork, type KsyunNetworkProps } from "./network";
export { KsyunNexthopRole, type KsyunNexthopRoleProps } from "./nexthop-role";
export { KsyunProvider, type KsyunProviderProps } from "./provider";
export { KsyunRouteVip } from "./route-vip";
export {
	KsyunSecurityGroup,
	type KsyunSecurityGroupProps,
} from "./security-group";
