import { describe, expect, test } from "vitest";
import type { SnapshotEvent } from "../../../drills/log/events";
import { ailments } from "../../../drills/log/healthy";
import { TEXTS } from "../../../drills/text";
import { findingsText } from "../../../drills/text/sentences";

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
		[
			[node("node-1", "MASTER", VIP)],
			"node-2 is powered off or cannot be reached",
		],
		[
			[node("node-1", "MASTER", VIP), node("node-2", "FAULT")],
			"node-2 is FAULT in VI_1",
		],
		[
			[node("node-1", "MASTER", VIP), node("node-2", "MASTER", VIP)],
			"node-1 and node-2 are MASTER of VI_1 at once",
		],
		[
			[node("node-1", "BACKUP"), node("node-2", "BACKUP")],
			"no node is MASTER of VI_1",
		],
		[
			[node("node-1", "MASTER", VIP), node("node-2", "BACKUP", VIP)],
			"node-2 is BACKUP of VI_1 and has 10.34.0.200",
		],
	])("%#: it says %s", (snapshots, reason) => {
		expect(findingsText(ailments(snapshots, NODES, VIPS), TEXTS.en)).toBe(
			reason,
		);
	});

	test("nothing keeps a pair that is well", () => {
		const snapshots = [node("node-1", "BACKUP"), node("node-2", "MASTER", VIP)];
		expect(ailments(snapshots, NODES, VIPS)).toEqual([]);
	});
});
