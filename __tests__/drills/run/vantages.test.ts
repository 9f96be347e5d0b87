import { expect, test } from "vitest";
import { vantagesOf } from "../../../drills/run/vantages";
import { LOCAL_PLAN } from "../local-plan";

const MACHINES = ["node-1", "node-2", "bastion", "client", "internet"];

test("the client decides, the others are shown; the internet asks the EIP", () => {
	expect(vantagesOf(LOCAL_PLAN, MACHINES)).toEqual([
		{ machine: "client", address: "10.34.0.200" },
		{ machine: "bastion", address: "10.34.0.200" },
		{
			machine: "internet",
			address: LOCAL_PLAN.internet?.eips.vips[0],
		},
	]);
});

test("another one may decide", () => {
	const vantages = vantagesOf(LOCAL_PLAN, MACHINES, "bastion");
	expect(vantages[0]?.machine).toBe("bastion");
	expect(vantages).toHaveLength(3);
});

test("a machine that the lab does not play asks nothing and cannot decide", () => {
	const machines = MACHINES.filter((machine) => machine !== "internet");
	expect(vantagesOf(LOCAL_PLAN, machines)).toHaveLength(2);
	expect(() => vantagesOf(LOCAL_PLAN, machines, "internet")).toThrow(
		/no vantage point called internet; it has client, bastion/,
	);
	expect(() => vantagesOf(LOCAL_PLAN, machines, "internet")).toThrow(
		expect.objectContaining({ exitCode: 2 }),
	);
});

test("each address of a pair is asked at its own, from the internet too", () => {
	const [first] = LOCAL_PLAN.pair.vips;
	const { internet } = LOCAL_PLAN;
	const vips = first ? [first, { ...first, address: "10.34.0.201" }] : [];
	const plan = {
		...LOCAL_PLAN,
		pair: { ...LOCAL_PLAN.pair, vips },
		...(internet && {
			internet: { ...internet, eips: { vips: ["203.0.113.1", "203.0.113.2"] } },
		}),
	};
	const asked = vantagesOf(plan, MACHINES, undefined, 1);
	expect(asked.map(({ address }) => address)).toEqual([
		...["10.34.0.201", "10.34.0.201", "203.0.113.2"],
	]);
});
