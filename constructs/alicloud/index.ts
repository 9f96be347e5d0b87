export type { INexthopRole } from "../nexthop-role";
export type { IRoutedPair } from "../routed-pair";
export { AlicloudBastion, type AlicloudBastionProps } from "./bastion";
export type { PublicAddressProps } from "./eip";
export {
	type AlicloudDesignedHaPairProps,
	AlicloudHaPair,
	type AlicloudHaPairBaseProps,
	type AlicloudHaPairProps,
} from "./ha-pair";
export { AlicloudHavip, type AlicloudHavipProps } from "./havip";
export { AlicloudKeyPair, type AlicloudKeyPairProps } from "./key-pair";
export { ALICLOUD_IMAGES, type MachineProps } from "./machine";
export {
	AlicloudNetwork,
	type AlicloudNetworkAttributes,
	type AlicloudNetworkProps,
} from "./network";
export {
	AlicloudNexthopRole,
	type AlicloudNexthopRoleProps,
} from "./nexthop-role";
export { AlicloudProvider, type AlicloudProviderProps } from "./provider";
export {
	AlicloudRouteVip,
	type AlicloudRouteVipProps,
} from "./route-vip";
export {
	AlicloudSecurityGroup,
	type AlicloudSecurityGroupProps,
} from "./security-group";
