import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { TEXTS } from "../../drills/text";
import { apiServer } from "../../local/api/server";
import { layOutLab } from "../../local/cloud/lab-layout";
import { DIALECTS } from "../../local/clouds/dialects";
import { fabricPlan } from "../../local/fabric/fabric-plan";
import { metadataServer } from "../../local/metadata/server";
import { localPlanOf } from "../../local/state/local-plan";
import { emptyState } from "../../local/vpc/empty-state";
import { newAccessKey } from "../../local/vpc/new-access-key";
import { parseSettings } from "../../plan/parse-settings";
import { planLab } from "../../plan/plan-lab";
import { MemoryVpc } from "../local/api/memory-vpc";

const ROOT = join(__dirname, "../..");

/**
 * Plays a route lab of the cloud that the argument names, without nodes: the lab is laid out in a VPC in memory, and the
 * second node's nexthop helper becomes the master and moves the route, with the keys that the metadata service gives it.
 * Prints what came of it.
 */
async function main(cloud: string): Promise<void> {
	const settings = parseSettings(
		`lab: route-nexthop\ncloud: ${cloud}`,
		"halab.yaml",
		{ home: "local", readPublicKeyFile: () => "" },
	);
	const plan = localPlanOf(planLab(settings, "local"));
	const service = new MemoryVpc(
		emptyState({
			cloud: plan.cloud,
			region: plan.region,
			accountId: "100000000001",
			secret: "from this the roles' keys are made",
		}),
	);
	await layOutLab(service, plan, fabricPlan(plan));
	const hop = (): string | undefined => {
		const [route] = Object.values(service.state.routes);
		return route?.nextHop.kind === "instance"
			? service.state.instances[route.nextHop.instanceId]?.name
			: undefined;
	};
	const before = hop();
	const [, node] = plan.pair.nodes;
	if (node?.facts.route === undefined) {
		throw new TypeError("the lab has no second node with a route");
	}

	const calls: string[] = [];
	const api = apiServer({
		dialect: DIALECTS[plan.cloud].api(),
		service,
		latencyMilliseconds: 0,
		log: ({ action, code }) => calls.push(`${action} ${code}`.trim()),
	});
	const metadata = metadataServer({
		dialect: DIALECTS[plan.cloud].metadata,
		service,
		sourceAddressOf: () => node.address,
	});
	const directory = await mkdtemp(join(tmpdir(), "halab-new-cloud-"));
	try {
		const port = await api.listen("127.0.0.1", 0);
		await metadata.listen({ host: "127.0.0.1", port: 0 });
		const { port: metadataPort }: AddressInfo = addressOf(
			metadata.server.address(),
		);
		await writeFile(
			join(directory, "node.json"),
			JSON.stringify({
				...node.facts,
				address: "127.0.0.1",
				endpoint: `http://127.0.0.1:${port}`,
				metadataEndpoint: `http://127.0.0.1:${metadataPort}`,
			}),
		);
		await writeFile(join(directory, "address"), "");
		for (const { instance } of node.facts.route.destinations) {
			await writeFile(join(directory, `${instance}.state`), "MASTER");
		}
		const helper = spawn(
			"python3",
			[
				join(ROOT, "__tests__/userdata/nexthop/run.py"),
				join(ROOT, "userdata/files/nexthop"),
				directory,
				"migrate",
			],
			{ stdio: ["ignore", "inherit", "inherit"] },
		);
		await once(helper, "close");
		console.log(
			JSON.stringify({
				vip: plan.pair.vips[0]?.address,
				zone: plan.zone,
				userDataHasDriver: node.userData.includes(`${cloud}.py`),
				roles: Object.values(service.state.roles),
				newId: service.state.vpcs[plan.network.vpcId]?.id,
				key: newAccessKey(plan.cloud, (size) => new Uint8Array(size)).id,
				before,
				after: hop(),
				calls,
				exitCode: helper.exitCode,
				titles: [TEXTS.en, TEXTS.zh].map((words) => words.cloud(cloud)),
			}),
		);
	} finally {
		await Promise.all([api.close(), metadata.close()]);
		await rm(directory, { recursive: true });
	}
}

function addressOf(address: AddressInfo | string | null): AddressInfo {
	if (address === null || typeof address === "string") {
		throw new TypeError("the metadata service does not listen");
	}
	return address;
}

main(process.argv[2] ?? "").catch((error: unknown) => {
	console.error(error);
	process.exit(1);
});
