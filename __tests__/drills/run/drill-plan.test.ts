import { expect, test } from "vitest";
import { drillPlanSchema } from "../../../drills/run/drill-plan";
import { LOCAL_PLAN } from "../local-plan";

test("what a running lab keeps of its plan is enough for drills", () => {
	const kept: unknown = JSON.parse(JSON.stringify(LOCAL_PLAN));
	const plan = drillPlanSchema.parse(kept);
	expect(LOCAL_PLAN).toMatchObject(plan);
	expect(plan.pair.predictedOutages["power-cut"].maxMs).toBeGreaterThan(0);
});

test("a lab from before it had a neighbour can be drilled", () => {
	const { neighbour: _, internet: __, ...old } = LOCAL_PLAN;
	expect(drillPlanSchema.parse(old)).not.toHaveProperty("neighbour");
});
