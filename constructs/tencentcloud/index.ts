export { TencentBastion, type TencentBastionProps } from "./bastion";
export type { InternetChargeType, PublicAddressProps } from "./eip";
export {
	type AntiAffinity,
	type TencentDesignedHaPairProps,
	TencentHaPair,
	type TencentHaPairBaseProps,
	type TencentHaPairProps,
} from "./ha-pair";
export { TencentHavip, type TencentHavipProps } from "./havip";
export { TencentKeyPair, type TencentKeyPairProps } from "./key-pair";
export {
	type MachineProps,
	type SystemDiskType,
	TENCENT_IMAGES,
} from "./machine";
export {
	type NatBandwidthMbps,
	TencentNetwork,
	type TencentNetworkProps,
} from "./network";
export {
	TencentNexthopRole,
	type TencentNexthopRoleProps,
} from "./nexthop-role";
export { TencentProvider, type TencentProviderProps } from "./provider";
export { TencentRouteVip } from "./route-vip";
export {
	TencentSecurityGroup,
	type TencentSecurityGroupProps,
} from "./security-group";
