import type { LabId } from "../labs/catalogue";
import type { VipMode } from "../labs/lab-definition";
import { configureAs } from "../labs/tutorials/configure";
import type { Tutorial } from "../labs/tutorials/tutorial";
import type { LabPlan } from "./lab-plan";
import { planLab } from "./plan-lab";
import { type LabSettings, settingsSchema } from "./settings";

/** VRRP's packets to 224.0.0.18: on premises nothing holds them back. */
const MULTICAST_RULE = {
	direction: "egress",
	protocol: "all",
	cidr: "224.0.0.0/24",
	reason: "VRRP by multicast",
} as const;

/** The lab that moves its address in each way. */
const LABS = {
	havip: "havip-nopreempt",
	route: "route-nexthop",
} as const satisfies Record<VipMode, LabId>;

/**
 * The plan of our own lab on this machine that is like a tutorial's: of the same cloud, its address moved in the same way.
 * Pure.
 *
 * @param name name of the lab
 */
export const planBaseline = (
	{ cloud, vipMode }: Pick<Tutorial, "cloud" | "vipMode">,
	name: string,
	timing: LabSettings["timing"],
): LabPlan =>
	planLab(
		settingsSchema.parse({ lab: LABS[vipMode], cloud, name, timing }),
		"local",
	);

/**
 * The plan of a lab on this machine whose pair is configured as a tutorial says. Pure.
 *
 * @param name name of the lab
 */
export function planTutorial(tutorial: Tutorial, name: string): LabPlan {
	const { multicast } = tutorial;
	const plan = planBaseline(tutorial, name, "classic");
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
