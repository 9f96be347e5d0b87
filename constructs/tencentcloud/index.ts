export type { INexthopRole } from "../nexthop-role";
export type { IRoutedPair } from "../routed-pair";
export { TencentBastion, type TencentBastionProps } from "./bastion";
export type { PublicAddressProps } from "./eip";
export {
	type TencentDesignedHaPairProps,
	TencentHaPair,
	type TencentHaPairBaseProps,
	type TencentHaPairProps,
} from "./ha-pair";
export { TencentHavip, type TencentHavipProps } from "./havip";
export { TencentKeyPair, type TencentKeyPairProps } from "./key-pair";
export { type MachineProps, TENCENT_IMAGES } from "./machine";
export {
	TencentNetwork,
	type TencentNetworkAttributes,
	type TencentNetworkProps,
} from "./network";
export {
	TencentNexthopRole,
	type TencentNexthopRoleProps,
} from "./nexthop-role";
export { TencentProvider, type TencentProviderProps } from "./provider";
export {
	TencentRouteVip,
	type TencentRouteVipProps,
} from "./route-vip";
export {
	TencentSecurityGroup,
	type TencentSecurityGroupProps,
} from "./security-group";
