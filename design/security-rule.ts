/** What a security rule lets through. VRRP is IP protocol 112, which no cloud's security group knows: it needs `all`. */
export type SecurityProtocol = "tcp" | "udp" | "icmp" | "all";

/**
 * One cloud-neutral rule of a node's or the bastion's security group. Everything that no rule accepts is dropped.
 */
export interface SecurityRule {
	readonly direction: "ingress" | "egress";
	readonly protocol: SecurityProtocol;
	/** A port or an inclusive range; absent for `icmp` and `all`. */
	readonly ports?: { readonly from: number; readonly to: number };
	/** Source of an ingress rule, destination of an egress rule, in CIDR notation. */
	readonly cidr: string;
	/** Why the rule exists, 1 to 100 characters: it becomes the rule's description in the cloud. */
	readonly reason: string;
}
