import { Ipv4Cidr } from "../design/net/ipv4";
import type { LabPlan } from "./lab-plan";

/** RFC 5737: networks that documentations use and nobody has. */
const DOCUMENTATION_NETWORKS = [
	"192.0.2.0/24",
	"198.51.100.0/24",
	"203.0.113.0/24",
].map(Ipv4Cidr.parse);

/** The comment of the key that comes with the project's own `halab.yaml`. */
const PLACEHOLDER_COMMENT = "halab-placeholder";

/** Access settings with which a lab can be planned, but with which nobody could log in once it is deployed. */
export function accessWarnings(plan: LabPlan): readonly string[] {
	const warnings: string[] = [];
	const nobodys = plan.access.adminCidrs.filter((text) =>
		DOCUMENTATION_NETWORKS.some((network) =>
			network.containsNetwork(Ipv4Cidr.parse(text)),
		),
	);
	if (nobodys.length > 0) {
		warnings.push(
			`access.adminCidrs: ${nobodys.join(", ")} is a documentation network (RFC 5737); set your own public address before you deploy, or nobody can log in`,
		);
	}
	if (plan.access.publicKey?.endsWith(` ${PLACEHOLDER_COMMENT}`)) {
		warnings.push(
			"access.publicKey: nobody has the private half of this placeholder; set your own key before you deploy",
		);
	}
	return warnings;
}
