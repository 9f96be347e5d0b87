import { Construct } from "constructs";
import { describe, expect, it } from "vitest";
import type { IHaNetwork } from "../../../constructs/ha-network";
import type { IHaNode } from "../../../constructs/ha-node";
import type { IHaPair } from "../../../constructs/ha-pair";
import { KsyunRouteVip } from "../../../constructs/ksyun";
import type { HaPairDesign } from "../../../design/ha-pair-design";
import { Vip } from "../../../design/vip";
import { pair, resources, synthesize, testStack } from "./support";

/** A pair that somebody else made. */
class OtherPair extends Construct implements IHaPair {
	readonly pairName = "other";
	readonly network: IHaNetwork;
	readonly design: HaPairDesign;
	readonly nodes: readonly IHaNode[];
	readonly sshUser = "root";

	constructor(
		scope: Construct,
		id: string,
		change: (design: HaPairDesign) => HaPairDesign,
	) {
		super(scope, id);
		const { network, design, nodes } = pair(scope);
		this.network = network;
		this.design = change(design);
		this.nodes = nodes;
	}
}

describe("KsyunRouteVip", () => {
	it("leaves the routes to the nodes altogether", () => {
		const synthesized = synthesize((scope) => {
			const vip = new KsyunRouteVip(scope, "Vip", { pair: pair(scope) });
			expect(vip.node.children).toEqual([]);
		});
		expect(resources(synthesized, "route")).toEqual([]);
	});

	it("says its addresses", () => {
		const stack = testStack();
		const vips = ["10.34.0.200", "10.255.34.200"].map((address) =>
			Vip.route({ address }),
		);
		expect(
			new KsyunRouteVip(stack, "Vip", { pair: pair(stack, { vips }) }),
		).toMatchObject({
			address: "10.34.0.200",
			addresses: ["10.34.0.200", "10.255.34.200"],
		});
	});

	it("refuses a pair that has none", () => {
		const stack = testStack();
		expect(
			() =>
				new KsyunRouteVip(stack, "Vip", {
					pair: new OtherPair(stack, "Other", (design) => ({
						...design,
						vips: [],
					})),
				}),
		).toThrow("stack/Vip.pair: has no route VIP; give the pair a Vip.route");
	});

	it("refuses a pair that does not know where its routes are", () => {
		const stack = testStack();
		expect(
			() =>
				new KsyunRouteVip(stack, "Vip", {
					pair: new OtherPair(stack, "Other", (design) => ({
						...design,
						nodes: design.nodes.map((node) => {
							const { route: _, ...facts } = node.facts;
							return { ...node, facts };
						}),
					})),
				}),
		).toThrow(
			"stack/Vip.pair: was designed without a routeTarget, so that node-1 does not know in which VPC its routes are",
		);
	});
});
