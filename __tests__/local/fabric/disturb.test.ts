import { expect, test } from "vitest";
import { lossScript } from "../../../local/fabric/disturb";
import { fabricPlan } from "../../../local/fabric/fabric-plan";
import { fixturePlan } from "../fixture-plan";

const fabric = fabricPlan(fixturePlan("halab-test-disturb"));

/** The rules of a script, each after the hook that it stands at. */
const rules = (script: string): readonly string[] => {
	let hook = "";
	return script.split("\n").flatMap((line) => {
		hook = /hook (\w+)/.exec(line)?.[1] ?? hook;
		return line.endsWith("drop") ? [`${hook}: ${line.trim()}`] : [];
	});
};

test("packets are lost where their machines are known", () => {
	const script = lossScript(
		[
			{ from: "node-1" },
			{ to: "node-2" },
			{ from: "node-1", to: "node-2", only: "vrrp" },
			{ share: 0.3 },
		],
		fabric,
	);
	expect(rules(script)).toEqual([
		'prerouting: iifname "v-node-1" counter drop',
		'forward: iifname "v-node-1" oifname "v-node-2" ip protocol 112 counter drop',
		"forward: numgen random mod 1000 < 300 counter drop",
		'postrouting: oifname "v-node-2" counter drop',
	]);
});

test("without losses nothing of it is left, whether there was anything or not", () => {
	expect(lossScript([], fabric)).toBe(
		"table bridge halab-faults\ndelete table bridge halab-faults\n",
	);
});

test("a machine that is not there is an error", () => {
	expect(() => lossScript([{ from: "node-9" }], fabric)).toThrow(/node-9/);
});
