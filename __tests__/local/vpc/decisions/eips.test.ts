import { expect, test } from "vitest";
import { CLOUD_IDS } from "../../../../design/clouds";
import type { EipTarget } from "../../../../local/vpc/entities";
import { refusal } from "../refusal";
import { pairCloud } from "../sample-cloud";

const allocate = (number: number) =>
	({
		type: "allocate-eip",
		id: `eip-${number}`,
		name: "public",
		address: `203.0.113.${number}`,
	}) as const;
const associate = (number: number, target: EipTarget) =>
	({ type: "associate-eip", eipId: `eip-${number}`, target }) as const;
const instance: EipTarget = { kind: "instance", id: "i-1" };

test.each(
	CLOUD_IDS,
)("on %s an EIP leads to one thing, which has one", (cloud) => {
	const sample = pairCloud(cloud);
	sample.run(allocate(1), allocate(2), associate(1, instance));
	expect(() => sample.run(associate(2, instance))).toThrow(
		refusal("limit-exceeded", /eip-1 .* leads to i-1 already/),
	);
	expect(() =>
		sample.run(associate(1, { kind: "instance", id: "i-2" })),
	).toThrow(refusal("incorrect-status", /disassociate it first/));
	const disassociate = { type: "disassociate-eip", eipId: "eip-1" } as const;
	sample.run(disassociate);
	expect(sample.state.eips["eip-1"]).not.toHaveProperty("target");
	expect(() => sample.run(disassociate)).toThrow(
		refusal("incorrect-status", /leads nowhere/),
	);
	sample.run(associate(2, instance));
});

test("addresses are unlike each other, and addresses", () => {
	const sample = pairCloud("tencentcloud");
	sample.run(allocate(1));
	expect(() => sample.run({ ...allocate(1), id: "eip-2" })).toThrow(
		refusal("duplicate", /203\.0\.113\.1 is the address of the EIP eip-1/),
	);
	expect(() => sample.run(allocate(999))).toThrow(
		refusal("invalid-network", /not an IPv4 address/),
	);
});

test("what it leads to must be there", () => {
	const sample = pairCloud("tencentcloud");
	sample.run(allocate(1));
	for (const kind of ["instance", "havip", "nat"] as const) {
		expect(() => sample.run(associate(1, { kind, id: "none" }))).toThrow(
			refusal("not-found", /There is no .* none/),
		);
	}
	expect(() => sample.run(associate(9, instance))).toThrow(
		refusal("not-found", /There is no EIP eip-9/),
	);
	const kingsoft = pairCloud("ksyun");
	kingsoft.run(allocate(1));
	expect(() =>
		kingsoft.run(associate(1, { kind: "havip", id: "none" })),
	).toThrow(refusal("not-supported", /On Kingsoft Cloud/));
});
