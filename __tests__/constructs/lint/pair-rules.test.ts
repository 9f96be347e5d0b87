import type { Construct } from "constructs";
import { describe, expect, it } from "vitest";
import type { HaPairDesign } from "../../../design/ha-pair-design";
import { Vip } from "../../../design/vip";
import { Vrrp } from "../../../design/vrrp";
import { AnyResource, design, problemsOfPair, routeDesign } from "./support";

/** A design whose keepalived.conf somebody wrote by hand. */
const withConf = (
	given: HaPairDesign,
	change: (conf: string) => string,
): HaPairDesign => ({
	...given,
	nodes: given.nodes.map((node) => ({
		...node,
		keepalivedConf: change(node.keepalivedConf),
	})),
});

describe("preempt-equal-priorities", () => {
	const problems = (given: HaPairDesign) =>
		problemsOfPair("preempt-equal-priorities", given);

	it("finds preemption without a highest priority", () => {
		expect(
			problems(design({ vrrp: Vrrp.preempt(), timing: "classic" })),
		).toEqual(["VI_1 preempts, but its nodes have the priorities 30 and 30"]);
	});

	it("is content with different priorities, and with nopreempt", () => {
		expect(problems(design({ vrrp: Vrrp.preempt() }))).toEqual([]);
		expect(problems(design({ timing: "classic" }))).toEqual([]);
		expect(
			problems(
				design({
					vips: ["10.34.0.200", "10.34.0.201"].map((address) =>
						Vip.havip({ address }),
					),
					vrrp: Vrrp.dual([51, 52]),
					timing: "classic",
				}),
			),
		).toEqual([]);
	});
});

describe("nopreempt-weights", () => {
	const weighted = (given: HaPairDesign) =>
		withConf(given, (conf) => conf.replace("weight 0", "weight -20"));

	it("finds a weight beside nopreempt", () => {
		expect(problemsOfPair("nopreempt-weights", weighted(design()))).toEqual([
			"node-1 has nopreempt and the weight -20",
			"node-2 has nopreempt and the weight -20",
		]);
	});

	it("is content without weights, and with preemption", () => {
		expect(problemsOfPair("nopreempt-weights", design())).toEqual([]);
		expect(
			problemsOfPair(
				"nopreempt-weights",
				weighted(design({ vrrp: Vrrp.preempt() })),
			),
		).toEqual([]);
	});
});

describe("slow-planned-switch", () => {
	it("finds low priorities in version 2", () => {
		expect(
			problemsOfPair("slow-planned-switch", design({ timing: "classic" })),
		).toEqual([
			"a planned switch takes 883 ms at least: skew 882.8 ms = (256 − 30)/256 × 1 s; after that Tencent Cloud takes up to 10 s to move the HAVIP (documented), whatever the profile",
		]);
	});

	it("says nothing of HAVIPs to a pair with a route", () => {
		expect(
			problemsOfPair("slow-planned-switch", routeDesign({ timing: "classic" })),
		).toEqual([
			"a planned switch takes 883 ms at least: skew 882.8 ms = (256 − 30)/256 × 1 s",
		]);
	});

	it.each(["safe", "fast"] as const)("is content with %s", (timing) => {
		expect(problemsOfPair("slow-planned-switch", design({ timing }))).toEqual(
			[],
		);
	});
});

describe("missing-rx-lower-pri", () => {
	const deaf = (given: HaPairDesign) =>
		withConf(given, (conf) => conf.replace(/^.*vrrp_notify_fifo.*\n/gm, ""));

	it("finds a node that does not learn of a second master", () => {
		expect(problemsOfPair("missing-rx-lower-pri", deaf(routeDesign()))).toEqual(
			[
				"node-1 moves a route, but nothing tells it of a second master",
				"node-2 moves a route, but nothing tells it of a second master",
			],
		);
	});

	it("is content with a FIFO, with a notify of that name, and without a route", () => {
		expect(problemsOfPair("missing-rx-lower-pri", routeDesign())).toEqual([]);
		const notified = withConf(
			deaf(routeDesign()),
			(conf) => `${conf}\n    notify_master_rx_lower_pri "/usr/bin/true"\n`,
		);
		expect(problemsOfPair("missing-rx-lower-pri", notified)).toEqual([]);
		expect(problemsOfPair("missing-rx-lower-pri", deaf(design()))).toEqual([]);
	});
});

describe("sub-second-advert", () => {
	it("finds an interval below a second", () => {
		expect(
			problemsOfPair("sub-second-advert", design({ timing: "fast" })),
		).toEqual([
			'the timing profile "fast" has an advertisement interval of 0.1 s; after that Tencent Cloud takes up to 10 s to move the HAVIP (documented), whatever the profile',
		]);
		expect(
			problemsOfPair(
				"sub-second-advert",
				design({ cloud: "alicloud", timing: "fast" }),
			),
		).toEqual([
			'the timing profile "fast" has an advertisement interval of 0.1 s; after that Alibaba Cloud takes up to 10 s to move the HAVIP (assumed), whatever the profile',
		]);
		expect(
			problemsOfPair("sub-second-advert", routeDesign({ timing: "fast" })),
		).toEqual([
			'the timing profile "fast" has an advertisement interval of 0.1 s',
		]);
	});

	it("is content with a second", () => {
		expect(problemsOfPair("sub-second-advert", design())).toEqual([]);
	});
});

describe("one-host", () => {
	const problems = (
		...machines: readonly (readonly [string, Record<string, unknown>])[]
	) =>
		problemsOfPair("one-host", design(), (pair: Construct) => {
			machines.forEach(([type, attributes], index) => {
				new AnyResource(pair, `node-${index + 1}`, type, attributes);
			});
		});

	it.each([
		["tencentcloud_instance", "availability_zone", "placement_group_id"],
		["alicloud_instance", "availability_zone", "deployment_set_id"],
		["ksyun_instance", "subnet_id", "data_guard_id"],
	])("knows what spreads %s", (type, zone, group) => {
		const node = { [zone]: "here" };
		expect(problems([type, node], [type, node])).toEqual([
			"some nodes are in no group that keeps them on different hosts",
		]);
		expect(
			problems(
				[type, { ...node, [group]: "a" }],
				[type, { ...node, [group]: "b" }],
			),
		).toEqual([
			"the nodes are in different groups, and only those of one group are kept apart",
		]);
		const spread = { ...node, [group]: "group-1" };
		expect(problems([type, spread], [type, spread])).toEqual([]);
		expect(problems([type, node], [type, { [zone]: "there" }])).toEqual([]);
	});

	it("says nothing of nodes that it does not see", () => {
		expect(problems()).toEqual([]);
	});
});

describe("user-data-near-limit", () => {
	const sized = (userDataBytes: number): HaPairDesign => {
		const given = design();
		return {
			...given,
			nodes: given.nodes.map((node) => ({ ...node, userDataBytes })),
		};
	};

	it("finds user data above 95 % of what the cloud takes", () => {
		expect(problemsOfPair("user-data-near-limit", sized(15_600))).toEqual([
			"the user data of node-1 takes 15600 of 16384 bytes, 95 %",
			"the user data of node-2 takes 15600 of 16384 bytes, 95 %",
		]);
	});

	it("is content with less, and counts a pair's machine once", () => {
		expect(problemsOfPair("user-data-near-limit", sized(15_500))).toEqual([]);
		expect(
			problemsOfPair("user-data-near-limit", sized(100), (pair: Construct) => {
				new AnyResource(pair, "node-1", "tencentcloud_instance", {
					user_data_raw: "#".repeat(12_200),
				});
			}),
		).toEqual([]);
	});
});
