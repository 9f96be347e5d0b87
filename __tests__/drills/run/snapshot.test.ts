import { expect, test } from "vitest";
import type { SnapshotEvent } from "../../../drills/log/events";
import { ailments } from "../../../drills/log/healthy";
import { parseSnapshot } from "../../../drills/run/snapshot";

test("what the script writes is read", () => {
	expect(
		parseSnapshot(`state VI_1 MASTER
state state MASTER
address 127.0.0.1
address 10.34.0.200
file 0a1b  /etc/keepalived/keepalived.conf
process 80 79 S 12 /usr/sbin/keepalived --dont-fork
process 99 80 Z 4123168608 [check_http.sh] <defunct>
`),
	).toEqual({
		states: { VI_1: "MASTER" },
		addresses: ["127.0.0.1", "10.34.0.200"],
		files: { "/etc/keepalived/keepalived.conf": "0a1b" },
		processes: [
			{
				...{ pid: 80, parent: 79, state: "S", seconds: 12 },
				command: "/usr/sbin/keepalived --dont-fork",
			},
			{
				...{ pid: 99, parent: 80, state: "Z", seconds: 0 },
				command: "[check_http.sh] <defunct>",
			},
		],
	});
});

const VIPS = [{ address: "10.34.0.200", instance: "VI_1" }];
const NODES = ["node-1", "node-2"];

const node = (
	machine: string,
	state: string,
	addresses: readonly string[] = [],
): SnapshotEvent => ({
	...{ type: "snapshot", timeNs: 0, moment: "before", machine },
	...{ states: { VI_1: state }, addresses, files: {}, processes: [] },
});

const MASTER = node("node-1", "MASTER", ["10.34.0.200"]);

test.each([
	["a master and a backup", [MASTER, node("node-2", "BACKUP")], true],
	["a node is off", [MASTER], false],
	["a node is in FAULT", [MASTER, node("node-2", "FAULT")], false],
	["nobody is master", NODES.map((name) => node(name, "BACKUP")), false],
	["two masters", [MASTER, node("node-2", "MASTER", ["10.34.0.200"])], false],
	[
		"the backup has the address too",
		[MASTER, node("node-2", "BACKUP", ["10.34.0.200"])],
		false,
	],
])("a pair's health: %s", (_, snapshots, healthy) => {
	expect(ailments(snapshots, NODES, VIPS).length === 0).toBe(healthy);
});
