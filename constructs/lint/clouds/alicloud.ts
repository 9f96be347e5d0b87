import { textOf, textsOf } from "../block";
import {
	ingressRule,
	isAccepting,
	type ResourceReaders,
	userDataOf,
} from "../resource-facts";

/** Alibaba Cloud's resources, as its Terraform provider writes them. */
export const alicloud: ResourceReaders = {
	alicloud_security_group_rule: (block) => ({
		ingress:
			textOf(block, "type") === "ingress" && isAccepting(block, "policy")
				? [
						ingressRule(
							[...textsOf(block, "cidr_ip"), ...textsOf(block, "ipv6_cidr_ip")],
							textOf(block, "ip_protocol"),
							textOf(block, "port_range"),
						),
					]
				: [],
	}),
	alicloud_instance: (block, localText) => ({
		ingress: [],
		machine: {
			cloud: "alicloud",
			requiresMetadataToken: textOf(block, "http_tokens") === "required",
			userData: userDataOf(block, localText, [], ["user_data"]),
			zone: textOf(block, "availability_zone", "vswitch_id"),
			spreadBy: textOf(block, "deployment_set_id"),
		},
	}),
};
