import { dualMaster } from "./dual-master/lab";
import { havipNopreempt } from "./havip-nopreempt/lab";
import type { LabDefinition } from "./lab-definition";
import { routeNexthop } from "./route-nexthop/lab";

/** Ids of the labs, as in `halab up <lab>`. */
export const LAB_IDS = [
	"havip-nopreempt",
	"route-nexthop",
	"dual-master",
] as const;
export type LabId = (typeof LAB_IDS)[number];

/** Every lab by its id. */
export const LABS: Readonly<Record<LabId, LabDefinition>> = {
	"havip-nopreempt": havipNopreempt,
	"route-nexthop": routeNexthop,
	"dual-master": dualMaster,
};
