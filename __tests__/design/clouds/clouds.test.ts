import { describe, expect, test } from "vitest";
import { CLOUD_IDS, CLOUDS, DEFAULT_CLOUD } from "../../../design/clouds";
import { zoneProblem } from "../../../design/regions";

test("a lab whose settings name no cloud is on the first one of the table", () => {
	expect(CLOUD_IDS[0]).toBe(DEFAULT_CLOUD);
});

describe.each(CLOUD_IDS)("what is known of %s", (cloud) => {
	const profile = CLOUDS[cloud];

	test("roles have keys where roles give credentials", () => {
		expect(profile.roleKeys !== undefined).toBe(profile.roleCredentials);
	});

	test("there are figures of HAVIPs where there are HAVIPs", () => {
		const { havip, havipSwitch, havipsPerInterface, eipOnHavip } = profile;
		expect(havipSwitch !== undefined).toBe(havip);
		expect(havipsPerInterface > 0).toBe(havip);
		expect(eipOnHavip && !havip).toBe(false);
	});

	test("the local machine has a route table where routes are in tables", () => {
		expect(profile.localIds.routeTableId !== undefined).toBe(
			profile.routesInTables,
		);
	});

	test("a node may ask for nothing of another region, table or VPC where policies can say so", () => {
		const scope = {
			region: "here",
			routeTableId: "the-table",
			vpcId: "the-vpc",
			accountId: "1000",
		};
		const changing = profile
			.nexthopPermissions(scope)
			.flatMap(({ resources }) => resources)
			.filter((resource) => resource !== "*");
		expect(changing).not.toEqual([]);
		for (const resource of changing) {
			expect(resource).toContain(":here:");
			expect(resource).toMatch(/\/(the-table|the-vpc)$/);
		}
	});

	test("each known region has a zone of its own", () => {
		const { first, zones } = profile.regions;
		expect(Object.keys(zones)).toContain(first);
		for (const [region, zone] of Object.entries(zones)) {
			expect(zoneProblem(cloud, zone, region)).toBeUndefined();
		}
	});
});

test("no two clouds have one name, one metadata address or one kind of key", () => {
	const profiles = Object.values(CLOUDS);
	const told = [
		profiles.map(({ title }) => title),
		profiles.map(({ titleZh }) => titleZh),
		profiles.map(({ metadata }) => metadata.address),
		profiles.map(({ api }) => api("here").address),
		profiles.map(({ accessKeys }) => accessKeys.prefix),
	];
	for (const values of told) {
		expect(new Set(values).size).toBe(profiles.length);
	}
});
