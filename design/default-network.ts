/** The network of a lab or a pair whose settings name no other, in CIDR notation: as in the tutorials. */
export const DEFAULT_NETWORK = {
	vpcCidr: "10.34.0.0/16",
	publicSubnetCidr: "10.34.51.0/24",
	privateSubnetCidr: "10.34.0.0/20",
} as const;
