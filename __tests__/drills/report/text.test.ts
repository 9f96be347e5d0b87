import { describe, expect, it } from "vitest";
import { CAPABILITIES } from "../../../design/capabilities";
import { predictOutages } from "../../../design/outage";
import { TIMING_PROFILES } from "../../../design/timing";
import { FAULTS } from "../../../drills/faults/catalogue";
import { TEXTS } from "../../../drills/report/text";
import { formulaZh } from "../../../drills/report/text/formula-zh";
import { orderZh } from "../../../drills/report/text/order-zh";
import { SEED_NAMES } from "../../../labs/tutorials/catalogue";
import { exampleView } from "./fixtures";

/** All texts with their paths; functions are called with numbers. */
function texts(
	value: unknown,
	path = "",
): readonly (readonly [string, string])[] {
	if (typeof value === "string") {
		return [[path, value]];
	}
	if (typeof value === "function") {
		// What commands and names say is told below, one by one.
		return path === ".prediction" || VERBATIM.includes(path)
			? []
			: texts(value(1, 2), path);
	}
	return Object.entries(value ?? {}).flatMap(([key, each]) =>
		texts(each, `${path}.${key}`),
	);
}

/** What is the same in both languages on purpose. */
const SAME =
	/^\.(columns\.p\d\d|milliseconds|announcement|topology\.by\.havip)$/;

const VERBATIM = [
	".events.order",
	".events.place",
	".subject",
	".listed",
	".clauses",
];

/** Words of a sentence; names of files, commands and products may stand in a Chinese one. */
const ENGLISH =
	/\b(the|of|and|is|on|for|was|after|before|while|requests|nobody|allowed|lost|every)\b/;

describe("the texts of a report", () => {
	it("say something in each language", () => {
		const english = new Map(texts(TEXTS.en));
		for (const [path, chinese] of texts(TEXTS.zh)) {
			expect(chinese.trim(), path).not.toBe("");
			const other = english.get(path);
			if (other !== undefined && !SAME.test(path)) {
				expect(chinese, path).not.toBe(other);
				expect(chinese, path).toMatch(/\p{Script=Han}/u);
			}
		}
	});

	it("count one drill as one", () => {
		expect(TEXTS.en.verdict(1, 1)).toBe("the drill passed");
		expect(TEXTS.en.verdict(0, 1)).toBe("the drill failed");
		expect(TEXTS.en.verdict(2, 2)).toBe("all 2 drills passed");
	});

	it("do not call the moment of a fault what a VRRP state is called", () => {
		for (const t of Object.values(TEXTS)) {
			expect(Object.values(t.bands)).not.toContain(t.inject);
			expect(t.bands.fault).toContain("FAULT");
		}
	});

	it("name every fault in Chinese", () => {
		expect(
			FAULTS.filter(({ id }) => TEXTS.zh.faults[id] === undefined).map(
				({ id }) => id,
			),
		).toEqual([]);
	});

	it("say in Chinese what the audits of the example drills saw", () => {
		const details = exampleView().setups.flatMap(({ faults }) =>
			faults.flatMap(({ runs }) =>
				runs.flatMap(({ report }) => report.audits.map(({ detail }) => detail)),
			),
		);
		expect(details.length).toBeGreaterThan(20);
		for (const { en, zh } of details) {
			expect(en).not.toMatch(/\p{Script=Han}/u);
			expect(zh).toMatch(/\p{Script=Han}/u);
			expect(zh).not.toMatch(ENGLISH);
		}
	});

	it("say in Chinese what every prediction is made of", () => {
		const formulas = [
			{},
			{ routeChangeCalls: 2, atomicNextHopChange: false },
			...Object.values(CAPABILITIES).flatMap(({ havipSwitch }) =>
				havipSwitch === undefined ? [] : [{ havipSwitch }],
			),
		]
			.flatMap((surroundings) =>
				Object.values(predictOutages(TIMING_PROFILES.fast, 253, surroundings)),
			)
			.map(({ formula }) => formula);
		for (const formula of formulas) {
			const clauses = formulaZh(formula).split("；");
			expect(clauses).toHaveLength(formula.split("; ").length);
			for (const clause of clauses) {
				expect(clause).toMatch(/\p{Script=Han}/u);
				expect(clause).not.toMatch(ENGLISH);
			}
		}
	});

	it.each([
		["power cut", "断电"],
		["30 % of the master's packets are lost", "丢弃主节点 30 % 的报文"],
		["API: refuse for 5 s at most", "API 拒绝连接，最长 5 s"],
		[
			"API: throttle for 3 requests for 60 s at most",
			"API 限流，共 3 个请求，最长 60 s",
		],
		[
			"API: throttle for 3 changes for 60 s at most",
			"API 限流，共 3 次修改，最长 60 s",
		],
		[
			"API: latency 1000 ms for 50 % of the requests for 60 s at most",
			"API 请求延迟 1000 ms，涉及 50 % 的请求，最长 60 s",
		],
		["systemctl stop keepalived", "systemctl stop keepalived"],
	])("say %j in Chinese, or leave a command as it is", (order, said) => {
		expect(orderZh(order)).toBe(said);
	});

	it("name the tutorials", () => {
		expect(
			SEED_NAMES.filter((name) => TEXTS.zh.subject(name) === name),
		).toEqual([]);
		expect(TEXTS.en.subject("seed:kingsoft")).toBe("kingsoft");
	});

	it("name every audit of the example drills in Chinese", () => {
		const names = exampleView().setups.flatMap(({ faults }) =>
			faults.flatMap(({ runs }) =>
				runs.flatMap(({ report }) => report.audits.map(({ name }) => name)),
			),
		);
		expect(names.filter((name) => TEXTS.zh.audit[name] === undefined)).toEqual(
			[],
		);
	});
});
