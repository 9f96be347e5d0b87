import { z } from "zod";
import type { SecurityRule } from "../design/security-rule";

/** Checks the rules of a security group, as plans and journals hold them. */
export const securityRules = z.array(
	z.strictObject({
		direction: z.enum(["ingress", "egress"]),
		protocol: z.enum(["tcp", "udp", "icmp", "all"]),
		ports: z.strictObject({ from: z.int(), to: z.int() }).exactOptional(),
		cidr: z.string(),
		reason: z.string(),
	}),
) satisfies z.ZodType<readonly SecurityRule[]>;
