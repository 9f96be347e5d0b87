import { describe, expect, test } from "vitest";
import type { SnapshotEvent } from "../../drills/event-log";
import { isHealthy } from "../../drills/healthy";
import { unwell } from "../../drills/unwell";

const VIP = "10.34.0.200";
const NODES = ["node-1", "node-2"];
const VIPS = [{ address: VIP, instance: "VI_1" }];

const node = (
	machine: string,
	state: string,
	...addresses: readonly string[]
): SnapshotEvent => ({
	...{ type: "snapshot", timeNs: 0, moment: "before", machine, addresses },
	...{ states: { VI_1: state }, files: {}, processes: [] },
});

describe("why a pair is not well", () => {
	test.each([
		[[node("node-1", "MASTER", VIP)], "node-2 is powered off"],
		[
			[node("node-1", "MASTER", VIP), node("node-2", "FAULT")],
			"node-2 is in state FAULT of VI_1",
		],
		[
			[node("node-1", "MASTER", VIP), node("node-2", "MASTER", VIP)],
			"node-1 and node-2 are MASTER of 10.34.0.200 at once",
		],
		[
			[node("node-1", "BACKUP"), node("node-2", "BACKUP")],
			"no node is MASTER of 10.34.0.200",
		],
		[
			[node("node-1", "MASTER", VIP), node("node-2", "BACKUP", VIP)],
			"node-2 has 10.34.0.200, though it is BACKUP",
		],
	])("%#: it says %s", (snapshots, reason) => {
		expect(isHealthy(snapshots, NODES, VIPS)).toBe(false);
		expect(unwell(snapshots, NODES, VIPS)).toEqual([reason]);
	});

	test("nothing keeps a pair that is well", () => {
		const snapshots = [node("node-1", "BACKUP"), node("node-2", "MASTER", VIP)];
		expect(isHealthy(snapshots, NODES, VIPS)).toBe(true);
		expect(unwell(snapshots, NODES, VIPS)).toEqual([]);
	});
});
