import { expect, test } from "vitest";
import { renderStatus } from "../../cli/render-status";
import type { LabStatus } from "../../local/lab/status";

const VIP = "10.34.0.200";

const status = (cloud: NonNullable<LabStatus["cloud"]>): LabStatus => ({
	...{ name: "a1", lab: "havip-nopreempt", startedAt: "2026-11-20T12:00:00Z" },
	nodes: [],
	vips: [
		{
			...{ instance: "VI_1", address: VIP, holders: ["node-2"] },
			answer: { body: "node-2 Slave\n", node: "node-2" },
		},
	],
	cloud,
});

const cloud = { haVips: [], routes: [], eips: [], dropped: [] };
const dropped = (packets: number) => [
	{ machine: "node-1", address: VIP, packets },
];

test("a page that says what its node was is no contradiction", () => {
	expect(renderStatus(status(cloud))).toContain(
		'10.34.0.200 answers: node-2 (its page says "node-2 Slave")',
	);
});

test("announcements of a node that has no HAVIP are told of", () => {
	expect(renderStatus(status({ ...cloud, dropped: dropped(22) }))).toContain(
		"  22 announcements of 10.34.0.200 by node-1 dropped: node-1 is not attached to a HAVIP 10.34.0.200",
	);
	expect(renderStatus(status({ ...cloud, dropped: dropped(1) }))).toContain(
		"  1 announcement of 10.34.0.200",
	);
});

test("where a route leads to the address, nobody has to believe announcements", () => {
	const routes = [
		{
			...{ id: "rtb-1", destination: `${VIP}/32`, machine: "node-2" },
			status: "available" as const,
		},
	];
	expect(
		renderStatus(status({ ...cloud, routes, dropped: dropped(22) })),
	).not.toContain("announcement");
});

test("who holds the lab is told, and since when", () => {
	const holder = {
		...{ pid: 7, startTime: 1, purpose: "the drill power-cut" },
		since: "2026-11-20T12:30:00.000Z",
	};
	expect(renderStatus({ ...status(cloud), holder })).toContain(
		"held by the drill power-cut since 2026-11-20T12:30:00.000Z (PID 7)",
	);
});
