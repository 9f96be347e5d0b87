import { type Block, blocksOf, textOf, textsOf } from "../block";
import {
	type IngressRule,
	ingressRule,
	type ResourceReaders,
	userDataOf,
} from "../resource-facts";

const ingressOf = (entry: Block): IngressRule[] => {
	if (textOf(entry, "direction") !== "in") {
		return [];
	}
	const from = textOf(entry, "port_range_from");
	const to = textOf(entry, "port_range_to") ?? from;
	return [
		ingressRule(
			textsOf(entry, "cidr_block"),
			textOf(entry, "protocol"),
			from === undefined ? undefined : `${from}-${to}`,
		),
	];
};

/** Kingsoft Cloud's resources, as its Terraform provider writes them. */
export const ksyun: ResourceReaders = {
	ksyun_security_group: (block) => ({
		ingress: blocksOf(block, "security_group_entries").flatMap(ingressOf),
	}),
	ksyun_security_group_entry: (block) => ({ ingress: ingressOf(block) }),
	ksyun_security_group_entry_lite: (block) => ({ ingress: ingressOf(block) }),
	ksyun_instance: (block, localText) => ({
		ingress: [],
		machine: {
			cloud: "ksyun",
			userData: userDataOf(block, localText, [], ["user_data"]),
			zone: textOf(block, "subnet_id"),
			spreadBy: textOf(block, "data_guard_id"),
		},
	}),
};
