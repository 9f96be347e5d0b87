import { describe, expect, test } from "vitest";
import { CAPABILITIES } from "../../../design/capabilities";
import { CLOUD_IDS } from "../../../design/clouds";
import type { VipMode } from "../../../labs/lab-definition";
import { cloudStatus } from "../../../local/cloud/cloud-status";
import { layOutLab } from "../../../local/cloud/lab-layout";
import { fabricPlan } from "../../../local/fabric/fabric-plan";
import { localPlanOf } from "../../../local/state/local-plan";
import { emptyState } from "../../../local/vpc/empty-state";
import { planLab } from "../../../plan/plan-lab";
import { settingsSchema } from "../../../plan/settings";
import { MemoryVpc } from "../api/memory-vpc";

const layOut = async (settings: object) => {
	const plan = localPlanOf(planLab(settingsSchema.parse(settings), "local"));
	const { cloud, region } = plan;
	const service = new MemoryVpc(
		emptyState({ cloud, region, accountId: "100000000001", secret: "s" }),
	);
	await layOutLab(service, plan, fabricPlan(plan), { id: "AK", secret: "SK" });
	return { plan, state: service.state, status: cloudStatus(service.state, []) };
};

describe.each(CLOUD_IDS)("on %s", (cloud) => {
	const modes: readonly VipMode[] = CAPABILITIES[cloud].havip
		? ["havip", "route"]
		: ["route"];

	test.each(modes)("two floating addresses by %s", async (vipMode) => {
		const { plan, state, status } = await layOut({
			lab: "dual-master",
			cloud,
			vipMode,
		});
		expect(Object.values(state.instances).map(({ name }) => name)).toEqual([
			...["bastion", "client", "neighbour", "node-1", "node-2"],
		]);
		const addresses = plan.pair.vips.map(({ address }) => address);
		expect(status.haVips.map(({ address }) => address)).toEqual(
			vipMode === "havip" ? addresses : [],
		);
		// Terraform makes the first route too, but not where changing one means deleting it.
		const routed = vipMode === "route" && cloud !== "ksyun";
		expect(status.routes.map(({ destination }) => destination)).toEqual(
			routed ? addresses.map((address) => `${address}/32`) : [],
		);
		expect(status.eips.map(({ target }) => target)).toEqual([
			...["halab-nat", "bastion"],
			...(vipMode === "havip" ? addresses : []),
		]);
	});
});

test("a node's role may do what moves a route of its table, and create and delete nothing", async () => {
	const { plan, state } = await layOut({ lab: "route-nexthop" });
	const [table] = Object.values(state.routeTables);
	expect(state.roles["halab-nexthop"]?.permissions).toEqual([
		{ actions: ["DescribeRouteTables"], resources: ["*"] },
		{
			actions: ["ReplaceRoutes"],
			resources: [`qcs::vpc:${plan.region}::rtb/${table?.id}`],
		},
	]);
	const withRole = Object.values(state.instances).filter(
		({ roleName }) => roleName === "halab-nexthop",
	);
	expect(withRole.map(({ name }) => name)).toEqual(["node-1", "node-2"]);
});

test("the machines have the addresses and cards of the fabric", async () => {
	const { plan, state } = await layOut({});
	const { ports } = fabricPlan(plan);
	for (const { instanceId, address, mac } of Object.values(state.ports)) {
		const name = state.instances[instanceId]?.name;
		const port = ports.find(({ machine }) => machine === name);
		expect(port?.mac).toBe(mac);
		expect(port?.address).toMatch(`${address}/`);
	}
});
