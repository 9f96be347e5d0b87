import { describe, expect, test } from "vitest";
import { TIMING_NAMES } from "../../design/timing";
import { userDataUse } from "../../design/user-data-use";
import { accessWarnings } from "../../plan/access-warnings";
import { parseSettings } from "../../plan/parse-settings";
import { planLab } from "../../plan/plan-lab";

const plan = (text: string) =>
	planLab(
		parseSettings(text, "halab.yaml", {
			home: "local",
			readPublicKeyFile: () => "",
		}),
	);

describe("the plan of the default settings", () => {
	const lab = plan("");

	test("network, bastion and client", () => {
		const { network, bastion, client } = lab;
		expect({ network, bastion, client }).toMatchSnapshot();
	});

	test("is the same each time", () => {
		expect(JSON.stringify(plan(""))).toBe(JSON.stringify(lab));
	});

	test("survives JSON: it is data", () => {
		expect(JSON.parse(JSON.stringify(lab))).toEqual(lab);
	});
});

test.each(TIMING_NAMES)("user data with %s leaves room", (timing) => {
	const { cloud, pair } = plan(`timing: ${timing}`);
	for (const { userDataBytes } of pair.nodes) {
		expect(userDataUse(cloud, userDataBytes).isNearLimit).toBe(false);
	}
});

test("other networks move every address", () => {
	const { bastion, client, pair } = plan(
		"network: {vpcCidr: 192.168.0.0/16, publicSubnetCidr: 192.168.2.0/24, privateSubnetCidr: 192.168.1.0/24, vip: 192.168.1.3, nodeAddresses: [192.168.1.11, 192.168.1.12]}",
	);
	expect([bastion.address, client.address]).toEqual([
		"192.168.2.2",
		"192.168.2.3",
	]);
	expect(pair.nodes.map((node) => node.address)).toEqual([
		"192.168.1.11",
		"192.168.1.12",
	]);
	expect(pair.vips[0]).toMatchObject({
		address: "192.168.1.3",
		prefixLength: 24,
	});
});

describe("access warnings", () => {
	const key = (comment: string): string =>
		`ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIDV3l8O96AQEYgaqaJDy82NamRWIsHKVdvnZlZA8qlJS ${comment}`;

	test("the placeholders of the project's own settings are named", () => {
		const warnings = accessWarnings(
			plan(
				`access: {adminCidrs: [203.0.113.7/32], publicKey: ${key("halab-placeholder")}}`,
			),
		);
		expect(warnings).toHaveLength(2);
		expect(warnings[0]).toMatch(
			/203\.0\.113\.7\/32 is a documentation network/,
		);
		expect(warnings[1]).toMatch(/nobody has the private half/);
	});

	test("real values pass", () => {
		expect(
			accessWarnings(
				plan(
					`access: {adminCidrs: [8.8.4.0/24], publicKey: ${key("me@here")}}`,
				),
			),
		).toEqual([]);
	});
});
