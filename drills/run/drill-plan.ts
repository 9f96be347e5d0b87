import type { FaultId } from "../../design/outage";
import type { LabPlan } from "../../plan/lab-plan";
import type { KeptPrediction } from "../log/prediction";

/** What a drill needs to know of a lab; every `LabPlan` is one. */
export interface DrillPlan extends Pick<LabPlan, "lab" | "cloud"> {
	readonly client: Pick<LabPlan["client"], "name">;
	readonly bastion: Pick<LabPlan["bastion"], "name">;
	/** A host beside the nodes; labs from before it was there have none. */
	readonly neighbour?: Pick<LabPlan["neighbour"], "name">;
	/** Where the lab plays the internet too: a machine there, and the VIPs' public addresses in their order. */
	readonly internet?: {
		readonly client: { readonly name: string };
		readonly eips: { readonly vips: readonly string[] };
	};
	readonly pair: {
		readonly nodes: readonly Pick<
			LabPlan["pair"]["nodes"][number],
			"name" | "priorities"
		>[];
		readonly vips: readonly Pick<
			LabPlan["pair"]["vips"][number],
			"address" | "instance" | "kind"
		>[];
		readonly service: LabPlan["pair"]["service"];
		readonly timing: Pick<
			LabPlan["pair"]["timing"],
			"name" | "advertIntervalSeconds"
		>;
		readonly preemption: LabPlan["pair"]["preemption"];
		readonly predictedOutages: Readonly<Record<FaultId, KeptPrediction>>;
	};
}
