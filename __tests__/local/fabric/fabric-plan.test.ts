import { describe, expect, test } from "vitest";
import {
	fabricCommands,
	renderCommands,
} from "../../../local/fabric/fabric-commands";
import { fabricPlan, portPlanOf } from "../../../local/fabric/fabric-plan";
import { fixturePlan } from "../fixture-plan";

const fabric = fabricPlan(fixturePlan("fabric"));

describe("the plan of the local network", () => {
	test("is the same for the same lab", () => {
		expect(fabric).toMatchSnapshot();
	});

	test("puts the client into another subnet than the pair", () => {
		expect(portPlanOf(fabric, "client").bridge).not.toBe(
			portPlanOf(fabric, "node-1").bridge,
		);
	});

	test("gives every cable names and addresses of its own", () => {
		for (const key of ["port", "mac", "address"] as const) {
			const values = fabric.ports.map((port) => port[key]);
			expect(new Set(values).size).toBe(values.length);
		}
	});

	test("keeps interface names within the kernel's 15 characters", () => {
		const plan = fixturePlan("fabric");
		const [first, second] = plan.pair.nodes;
		if (!first || !second) {
			throw new Error("a pair has two nodes");
		}
		const names = ["a-node-with-a-long-name-1", "a-node-with-a-long-name-2"];
		const long = fabricPlan({
			...plan,
			pair: {
				...plan.pair,
				nodes: [first, second].map((node, index) => ({
					...node,
					name: names[index] ?? "",
				})),
			},
		});
		const ports = long.ports.map(({ port }) => port);
		expect(ports.filter((port) => port.length > 15)).toEqual([]);
		expect(new Set(ports).size).toBe(ports.length);
	});

	test("tells who is asked for when a machine is unknown", () => {
		expect(() => portPlanOf(fabric, "node-7")).toThrow(/no machine node-7/);
	});
});

describe("what surrounds the VPC", () => {
	test("is the cloud's services and the internet, each at the end of a cable from the router", () => {
		const [cloud, internet] = fabric.links;
		expect(cloud).toMatchObject({
			machine: "cloud",
			services: ["169.254.0.23", "169.254.0.55"],
		});
		expect(internet).toMatchObject({
			machine: "internet",
			address: "203.0.113.100",
			networks: ["203.0.113.0/24"],
			router: { address: "203.0.113.1" },
		});
	});
});

describe("the commands that make the network", () => {
	test("are the same for the same plan", () => {
		expect(renderCommands(fabricCommands(fabric))).toMatchSnapshot();
	});

	test("leave the nodes to power-on", () => {
		expect(renderCommands(fabricCommands(fabric))).not.toContain("node-");
	});
});
