export { AlicloudBastion, type AlicloudBastionProps } from "./bastion";
export type { InternetChargeType, PublicAddressProps } from "./eip";
export {
	type AlicloudDesignedHaPairProps,
	AlicloudHaPair,
	type AlicloudHaPairBaseProps,
	type AlicloudHaPairProps,
} from "./ha-pair";
export { AlicloudHavip, type AlicloudHavipProps } from "./havip";
export { AlicloudKeyPair, type AlicloudKeyPairProps } from "./key-pair";
export {
	ALICLOUD_IMAGES,
	type MachineProps,
	type SystemDiskType,
} from "./machine";
export { AlicloudNetwork, type AlicloudNetworkProps } from "./network";
export {
	AlicloudNexthopRole,
	type AlicloudNexthopRoleProps,
} from "./nexthop-role";
export { AlicloudProvider, type AlicloudProviderProps } from "./provider";
export { AlicloudRouteVip } from "./route-vip";
export {
	AlicloudSecurityGroup,
	type AlicloudSecurityGroupProps,
} from "./security-group";
