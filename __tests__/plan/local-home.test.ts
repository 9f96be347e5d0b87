import { describe, expect, test } from "vitest";
import { CLOUD_IDS } from "../../design/clouds";
import { planLab } from "../../plan/plan-lab";
import { settingsSchema } from "../../plan/settings";
import { deliveredFiles } from "../support/delivered-files";

const plan = (settings: object, home: "cloud" | "local" = "local") =>
	planLab(settingsSchema.parse(settings), home);

describe.each(CLOUD_IDS)("route-nexthop on %s", (cloud) => {
	const settings = { lab: "route-nexthop", cloud };
	const atHome = plan(settings);

	test("differs from the cloud's plan on the nodes in their facts only", () => {
		const inCloud = plan(settings, "cloud");
		for (const [index, node] of atHome.pair.nodes.entries()) {
			const other = inCloud.pair.nodes[index];
			const { endpoint, route, ...facts } = node.facts;
			const { route: otherRoute, ...otherFacts } = other?.facts ?? {};
			expect(facts).toEqual(otherFacts);
			expect(route?.destinations).toEqual(otherRoute?.destinations);
			expect(endpoint).toMatch(/^http:\/\/[a-z0-9.-]+$/);
			expect(node.keepalivedConf).toBe(other?.keepalivedConf);
		}
	});

	test("user data is the cloud's but for the facts", () => {
		const files = (home: "local" | "cloud") =>
			plan(settings, home).pair.nodes.map(({ userData }) => {
				const { "/etc/halab/node.json": facts, ...others } =
					deliveredFiles(userData);
				expect(facts).toMatch(/^\{.*\}\n$/);
				return others;
			});
		expect(files("local")).toEqual(files("cloud"));
	});

	test("the helper finds its VPC, and a role where the cloud has credentials for one", () => {
		const route = atHome.pair.nodes[0]?.facts.route;
		expect(route?.vpcId).toBe(atHome.network.vpcId);
		// Routes belong to a table but on Kingsoft Cloud; with its id the helper need not look it up.
		expect(route?.routeTableId === undefined).toBe(cloud === "ksyun");
		expect(route?.roleName).toBe(
			cloud === "ksyun" ? undefined : "halab-nexthop",
		);
	});
});

test("a HAVIP has a public address, and the internet's client may use the service", () => {
	const { internet, pair } = plan({});
	expect(internet?.eips.vips).toEqual(["203.0.113.12"]);
	expect(pair.securityRules).toContainEqual(
		expect.objectContaining({ protocol: "tcp", cidr: "203.0.113.100/32" }),
	);
});

test("a lab that goes to a cloud has no internet of its own", () => {
	expect(plan({}, "cloud").internet).toBeUndefined();
});

test("a bastion reaches a floating address outside the nodes' subnet", () => {
	const { bastion } = plan({ lab: "route-nexthop", service: { port: 8080 } });
	expect(bastion.securityRules).toContainEqual(
		expect.objectContaining({
			direction: "egress",
			protocol: "tcp",
			ports: { from: 8080, to: 8080 },
			cidr: "10.255.34.200/32",
		}),
	);
});

describe.each([
	["tencentcloud", "documented"],
	["alicloud", "assumed"],
] as const)("a HAVIP on %s", (cloud, source) => {
	const settings = { lab: "havip-nopreempt", cloud };
	const here = plan(settings).pair.predictedOutages["power-cut"];
	const inCloud = plan(settings, "cloud").pair.predictedOutages["power-cut"];

	test("moves at once here, and is predicted to", () => {
		expect(here.maxMs).toBeLessThan(4000);
		expect(here.terms.map(({ kind }) => kind)).not.toContain("havip-switch");
	});

	test("takes what the cloud needs there", () => {
		expect(inCloud.maxMs - here.maxMs).toBe(10_000);
		expect(inCloud.terms.at(-1)).toEqual({
			kind: "havip-switch",
			maxMs: 10_000,
			source,
		});
	});
});

test("a routed pair is predicted the same in both homes", () => {
	const settings = { lab: "route-nexthop", cloud: "alicloud" };
	expect(plan(settings, "cloud").pair.predictedOutages).toEqual(
		plan(settings).pair.predictedOutages,
	);
});
