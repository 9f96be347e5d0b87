import { Ipv4Cidr } from "../base/ipv4";
import {
	DOCUMENTATION_NETWORKS,
	publicAddresses,
} from "../design/net/special-networks";
import { knownRegions } from "../design/regions";
import type { LabPlan } from "./lab-plan";

/** The comment of the key that comes with the project's own `halab.yaml`. */
const PLACEHOLDER_COMMENT = "halab-placeholder";

const isDocumentation = (text: string): boolean =>
	DOCUMENTATION_NETWORKS.some((network) =>
		network.containsNetwork(Ipv4Cidr.parse(text)),
	);

const hasPlaceholderKey = ({ access }: LabPlan): boolean =>
	access.publicKey?.endsWith(` ${PLACEHOLDER_COMMENT}`) ?? false;

/** Access settings with which a lab can be planned, but with which nobody could log in once it is deployed. */
export function accessWarnings(plan: LabPlan): readonly string[] {
	const { adminCidrs } = plan.access;
	const warnings: string[] = [];
	const examples = adminCidrs.filter(isDocumentation);
	if (examples.length > 0) {
		warnings.push(
			`access.adminCidrs: ${examples.join(", ")} is a documentation network (RFC 5737); set your own public address before you deploy, or nobody can log in`,
		);
	}
	const remote = adminCidrs.filter(
		(text) => publicAddresses([Ipv4Cidr.parse(text)]) === 0,
	);
	if (remote.length > 0) {
		warnings.push(
			`access.adminCidrs: ${remote.join(", ")} is not a public network, but the bastion is reached by its public address; nobody comes from there unless you connect that network to the VPC yourself`,
		);
	}
	if (hasPlaceholderKey(plan)) {
		warnings.push(
			"access.publicKey: nobody has the private half of this placeholder; set your own key before you deploy",
		);
	}
	return warnings;
}

/**
 * Why a lab must not be deployed as it is, although it can be synthesized to be looked at: it would cost money, and
 * nobody could log in. Undefined for one that may be.
 */
export function refusalToDeploy(plan: LabPlan): string | undefined {
	const { adminCidrs, allowPlaceholders } = plan.access;
	const placeholders = [
		...(adminCidrs.length > 0 && adminCidrs.every(isDocumentation)
			? ["access.adminCidrs"]
			: []),
		...(hasPlaceholderKey(plan) ? ["access.publicKey"] : []),
	];
	return placeholders.length === 0 || allowPlaceholders === true
		? undefined
		: `${placeholders.join(" and ")}: with these placeholders nobody could log in to the lab, so it is not deployed. Set your own, or access.allowPlaceholders: true if that is what you mean`;
}

/** What is unusual about where a lab is, in a cloud as on this machine, which plays it. */
export function placeWarnings({ cloud, region }: LabPlan): readonly string[] {
	return knownRegions(cloud).includes(region)
		? []
		: [
				`region: ${region} is none of the regions that halab knows of this cloud (${knownRegions(cloud).join(", ")}); make sure that it is written right`,
			];
}
