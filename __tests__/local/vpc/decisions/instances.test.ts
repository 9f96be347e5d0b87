import { describe, expect, test } from "vitest";
import type { VpcCommand } from "../../../../local/vpc/commands";
import { refusal } from "../refusal";
import { instanceCommand, pairCloud } from "../sample-cloud";

const another = {
	...instanceCommand(1),
	id: "i-4",
	name: "node-4",
	address: "10.34.0.5",
	mac: "02:00:00:00:00:04",
};

test("an instance comes with its port", () => {
	const sample = pairCloud("alicloud");
	sample.run({ type: "create-role", name: "mover", permissions: [] });
	const [event] = sample.run({ ...another, roleName: "mover" });
	expect(event).toMatchObject({
		type: "instance-created",
		instance: { id: "i-4", vpcId: "vpc-1", zone: "z", roleName: "mover" },
		port: { instanceId: "i-4", subnetId: "subnet-a", address: "10.34.0.5" },
	});
});

describe("an instance is refused", () => {
	test.each<
		[string, Partial<Extract<VpcCommand, { type: "create-instance" }>>, string]
	>([
		["whose id is taken", { id: "i-1" }, "duplicate"],
		["whose name is taken", { name: "node-1" }, "duplicate"],
		["whose address is taken", { address: "10.34.0.2" }, "duplicate"],
		["with the gateway's address", { address: "10.34.0.1" }, "duplicate"],
		[
			"with another subnet's address",
			{ address: "10.34.51.9" },
			"invalid-network",
		],
		["with the network's address", { address: "10.34.0.0" }, "invalid-network"],
		["whose MAC address is taken", { mac: "02:00:00:00:00:02" }, "duplicate"],
		["whose MAC address is none", { mac: "02-00" }, "invalid-network"],
		["in no subnet", { subnetId: "subnet-9" }, "not-found"],
		["in no security group", { securityGroupIds: ["sg-9"] }, "not-found"],
		["twice in one", { securityGroupIds: ["sg-a", "sg-a"] }, "duplicate"],
		["in another VPC's", { securityGroupIds: ["sg-2"] }, "not-found"],
		["with a role that is not there", { roleName: "nobody" }, "not-found"],
	])("%s", (_, change, code) => {
		const sample = pairCloud("alicloud");
		sample.run({
			type: "create-security-group",
			id: "sg-2",
			vpcId: "vpc-2",
			name: "two",
			rules: [],
		});
		expect(() => sample.run({ ...another, ...change })).toThrow(
			refusal(code, /./),
		);
	});
});
