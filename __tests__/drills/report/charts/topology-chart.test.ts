import { DOMParser } from "@xmldom/xmldom";
import { describe, expect, it } from "vitest";
import { topologyChart } from "../../../../drills/report/charts/topology-chart";
import type { Topology } from "../../../../drills/report/topology";
import { TEXTS } from "../../../../drills/text";

const TOPOLOGY: Topology = {
	vip: "10.0.0.200",
	vips: ["10.0.0.200", "10.0.0.201"],
	by: "route",
	nodes: [
		{ name: "node-1", address: "10.0.0.2", holds: true },
		{ name: "node-2", holds: false },
	],
	vantages: ["client", "bastion", "neighbour", "internet", "elsewhere"],
};

const draw = (topology: Topology) =>
	topologyChart({ topology, name: "my lab", title: "The lab" }, TEXTS.en);

const textsOf = (svg: string) =>
	[
		...new DOMParser()
			.parseFromString(svg, "text/xml")
			.getElementsByTagName("text"),
	].map(({ textContent }) => textContent);

describe("the picture of a lab", () => {
	it("shows who asks, through what, whom", () => {
		expect(textsOf(draw(TOPOLOGY).svg)).toEqual([
			"client",
			TEXTS.en.topology.client,
			"bastion",
			TEXTS.en.topology.bastion,
			"neighbour",
			TEXTS.en.topology.neighbour,
			"internet",
			TEXTS.en.topology.internet,
			"elsewhere",
			TEXTS.en.topology.by.route,
			"10.0.0.200",
			"10.0.0.201",
			"node-1",
			"10.0.0.2",
			TEXTS.en.topology.holds,
			"node-2",
			"VRRP",
			"my lab",
		]);
	});

	it("has an arrow from each who asks, one to each node, and two between the nodes", () => {
		const arrows = draw(TOPOLOGY).svg.match(/<path d="M[^"]*z"/g) ?? [];
		// The address is a closed shape, too.
		expect(arrows).toHaveLength(1 + 5 + 2 + 2);
	});

	it("holds its widest row", () => {
		for (const topology of [
			TOPOLOGY,
			{ ...TOPOLOGY, vantages: ["x"] },
			{ ...TOPOLOGY, vantages: ["x"], nodes: TOPOLOGY.nodes.slice(0, 1) },
		]) {
			const { width, svg } = draw(topology);
			for (const [, x = "", wide = ""] of svg.matchAll(
				/<rect x="([-\d.]+)"[^>]* width="([\d.]+)"[^>]* rx=/g,
			)) {
				expect(Number(x)).toBeGreaterThanOrEqual(-width / 2);
				expect(Number(x) + Number(wide)).toBeLessThanOrEqual(width / 2);
			}
		}
	});
});
