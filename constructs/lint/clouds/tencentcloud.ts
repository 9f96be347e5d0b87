import { blocksOf, textOf, textsOf } from "../block";
import {
	ingressRule,
	isAccepting,
	type ResourceReaders,
	userDataOf,
} from "../resource-facts";

/** Tencent Cloud's resources, as its Terraform provider writes them. */
export const tencentcloud: ResourceReaders = {
	tencentcloud_security_group_rule_set: (block) => ({
		ingress: blocksOf(block, "ingress")
			.filter((rule) => isAccepting(rule, "action"))
			.map((rule) =>
				ingressRule(
					[...textsOf(rule, "cidr_block"), ...textsOf(rule, "ipv6_cidr_block")],
					textOf(rule, "protocol"),
					textOf(rule, "port"),
				),
			),
	}),
	tencentcloud_security_group_rule: (block) => ({
		ingress:
			textOf(block, "type") === "ingress" && isAccepting(block, "policy")
				? [
						ingressRule(
							textsOf(block, "cidr_ip"),
							textOf(block, "ip_protocol"),
							textOf(block, "port_range"),
						),
					]
				: [],
	}),
	tencentcloud_instance: (block, localText) => ({
		ingress: [],
		machine: {
			cloud: "tencentcloud",
			userData: userDataOf(block, localText, ["user_data_raw"], ["user_data"]),
			zone: textOf(block, "availability_zone"),
			spreadBy:
				textOf(block, "placement_group_id") ??
				textsOf(block, "disaster_recover_group_ids")[0],
		},
	}),
};
