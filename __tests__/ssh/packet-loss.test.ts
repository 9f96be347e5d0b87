import { expect, test } from "vitest";
import { HalabError } from "../../base/halab-error";
import { lossScript, NO_LOSS } from "../../ssh/packet-loss";

const ONE = { name: "node-1", address: "10.34.0.2", user: "root" };
const TWO = { name: "node-2", address: "10.34.0.3", user: "root" };
const NODES = [ONE, TWO];

/** The rules of the three chains: IP that comes, ARP that comes, whatever goes. */
const rulesOf = (
	node: typeof ONE,
	losses: Parameters<typeof lossScript>[1],
): string[][] =>
	[...lossScript(node, losses, NODES).matchAll(/policy accept;\n([^}]*)\t}/g)]
		.map(([, rules = ""]) => rules)
		.map((rules) =>
			rules
				.split("\n")
				.map((rule) => rule.trim())
				.filter((rule) => rule !== ""),
		);

/** What always passes: the node's own traffic and ssh. */
const COMING = ['iifname "lo" accept', "tcp dport 22 accept"];
const GOING = ["tcp sport 22 accept", "arp saddr ip 10.34.0.2 accept"];
const GOING_FROM_TWO = ["tcp sport 22 accept", "arp saddr ip 10.34.0.3 accept"];

test("what one node sends to the other is dropped by the receiver", () => {
	const losses = [{ from: "node-1", to: "node-2" }];
	expect(rulesOf(TWO, losses)).toEqual([
		[...COMING, "ip saddr 10.34.0.2 counter drop"],
		["arp saddr ip 10.34.0.2 counter drop"],
		GOING_FROM_TWO,
	]);
	expect(rulesOf(ONE, losses)).toEqual([COMING, [], GOING]);
});

test("advertisements only: ARP passes", () => {
	const losses = [{ from: "node-1", to: "node-2", only: "vrrp" }] as const;
	expect(rulesOf(TWO, losses)).toEqual([
		[...COMING, "ip saddr 10.34.0.2 ip protocol 112 counter drop"],
		...[[], GOING_FROM_TWO],
	]);
});

test("a share of everything, in both directions: the node's own address stays known", () => {
	const losses = [
		{ from: "node-1", share: 0.3 },
		{ to: "node-1", share: 0.3 },
	];
	const some = "numgen random mod 1000 < 300 counter drop";
	expect(rulesOf(ONE, losses)).toEqual([
		[...COMING, some],
		[`arp daddr ip != 10.34.0.2 ${some}`],
		[...GOING, some],
	]);
	expect(rulesOf(TWO, losses)).toEqual([COMING, [], GOING_FROM_TWO]);
});

test("each script takes away what an earlier one did", () => {
	expect(lossScript(ONE, [], NODES).startsWith(NO_LOSS)).toBe(true);
});

test("machines that are no nodes lose nothing", () => {
	expect(() => lossScript(ONE, [{ from: "client" }], NODES)).toThrow(
		HalabError,
	);
});
