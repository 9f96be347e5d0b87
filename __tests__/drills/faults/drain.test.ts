import { expect, test } from "vitest";
import { drain } from "../../../drills/faults/drain";
import { FaultBench } from "../../../drills/run/fault-bench";
import { LOCAL_PLAN } from "../local-plan";
import { idleBench } from "../run/idle-bench";

test.each([
	["route", [["node-2", "systemctl start halab-nexthop.service"]]],
	["havip", []],
] as const)("before a drain the peers look whether they can move the address: by %s", async (kind, looks) => {
	const ran: (readonly [string, string])[] = [];
	const bench = idleBench({
		run: async (machine, command) => {
			ran.push([machine, command.slice(-3).join(" ")]);
			return { exitCode: 0, stdout: "", stderr: "" };
		},
	});
	const vips = LOCAL_PLAN.pair.vips.map((vip) => ({ ...vip, kind }));
	await drain.prepare?.({
		plan: { ...LOCAL_PLAN, pair: { ...LOCAL_PLAN.pair, vips } },
		bench: new FaultBench(bench, "prepare", () => {}),
		node: "node-1",
		peers: ["node-2"],
	});
	expect(ran).toEqual(looks);
});
