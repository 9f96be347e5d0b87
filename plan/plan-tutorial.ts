import { configureAs } from "../labs/tutorials/configure";
import type { Tutorial } from "../labs/tutorials/tutorial";
import type { LabPlan } from "./lab-plan";
import { planLab } from "./plan-lab";
import { settingsSchema } from "./settings";

/** VRRP's packets to 224.0.0.18: on premises nothing holds them back. */
const MULTICAST_RULE = {
	direction: "egress",
	protocol: "all",
	cidr: "224.0.0.0/24",
	reason: "VRRP by multicast",
} as const;

/**
 * The plan of a lab on this machine whose pair is configured as a tutorial says. Pure.
 *
 * @param name name of the lab
 */
export function planTutorial(tutorial: Tutorial, name: string): LabPlan {
	const { cloud, vipMode, multicast } = tutorial;
	const lab = vipMode === "havip" ? "havip-nopreempt" : "route-nexthop";
	const plan = planLab(
		settingsSchema.parse({ lab, cloud, name, timing: "classic" }),
		"local",
	);
	const pair = configureAs(tutorial, plan.pair);
	return multicast === undefined
		? { ...plan, pair }
		: {
				...plan,
				network: { ...plan.network, multicast },
				pair: {
					...pair,
					securityRules: [...pair.securityRules, MULTICAST_RULE],
				},
			};
}
