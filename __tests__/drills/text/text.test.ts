import { describe, expect, it } from "vitest";
import { CAPABILITIES } from "../../../design/capabilities";
import { predictOutages } from "../../../design/outage";
import { TIMING_PROFILES } from "../../../design/timing";
import { reportDrill } from "../../../drills/analysis/drill-report";
import { FAULTS } from "../../../drills/faults/catalogue";
import { quiet } from "../../../drills/faults/quiet";
import type { LoggedEvent } from "../../../drills/log/events";
import type { Step } from "../../../drills/log/step";
import { FaultBench } from "../../../drills/run/fault-bench";
import { TEXTS } from "../../../drills/text";
import { say } from "../../../drills/text/say";
import {
	faultText,
	findingsText,
	formulaText,
} from "../../../drills/text/sentences";
import { SEED_NAMES } from "../../../labs/tutorials/catalogue";
import { BASE_LOGS, baseLog } from "../analysis/mutations/base-logs";
import { MUTATIONS } from "../analysis/mutations/catalogue";
import { handMadeLog } from "../hand-made-log";
import { LOCAL_PLAN } from "../local-plan";
import { idleBench } from "../run/idle-bench";

const { en, zh } = TEXTS;

/** What takes data, and is told below. */
const DATA = /^\.(events\.steps|findings|terms)$/;

/** What says a name, or joins what is said. */
const NAMES = /^\.(events\.place|subject|cloud|listed|clauses|sentences)$/;

/** All texts with their paths; functions are called with numbers. */
function texts(
	value: unknown,
	path = "",
): readonly (readonly [string, string])[] {
	if (typeof value === "string") {
		return [[path, value]];
	}
	if (DATA.test(path) || NAMES.test(path)) {
		return [];
	}
	return typeof value === "function"
		? texts(value(1, 2), path)
		: Object.entries(value ?? {}).flatMap(([key, each]) =>
				texts(each, `${path}.${key}`),
			);
}

/** What is the same in both languages on purpose. */
const SAME =
	/^\.(columns\.p\d\d|milliseconds|announcement|prediction|topology\.by\.havip)$/;

const CHINESE = /\p{Script=Han}/u;

/** Words of a sentence; names of files, commands and products may stand in a Chinese one. */
const ENGLISH =
	/\b(the|of|and|is|on|for|was|after|before|while|requests|nobody|allowed|lost|every)\b/;

function expectTwoLanguages(english: string, chinese: string): void {
	expect(english).not.toMatch(CHINESE);
	expect(chinese, english).toMatch(CHINESE);
	expect(chinese).not.toMatch(ENGLISH);
}

describe("the texts of a report", () => {
	it("say something in each language", () => {
		const english = new Map(texts(en));
		for (const [path, chinese] of texts(zh)) {
			expect(chinese.trim(), path).not.toBe("");
			const other = english.get(path);
			if (other !== undefined && !SAME.test(path)) {
				expect(chinese, path).not.toBe(other);
				expect(chinese, path).toMatch(CHINESE);
			}
		}
	});

	it("count one drill as one", () => {
		expect(en.verdict(1, 1)).toBe("the drill passed");
		expect(en.verdict(0, 1)).toBe("the drill failed");
		expect(en.verdict(2, 2)).toBe("all 2 drills passed");
	});

	it("do not call the moment of a fault what a VRRP state is called", () => {
		for (const t of Object.values(TEXTS)) {
			expect(Object.values(t.bands)).not.toContain(t.inject);
			expect(t.bands.fault).toContain("FAULT");
		}
	});

	it("name the tutorials and the clouds", () => {
		expect(SEED_NAMES.filter((name) => zh.subject(name) === name)).toEqual([]);
		expect(en.subject("seed:kingsoft")).toBe("kingsoft");
		expect(en.cloud("ksyun")).toBe("Kingsoft Cloud");
		expect(zh.cloud("ksyun")).toBe("金山云");
	});

	it.each([
		"acloud",
		"constructor",
	])("leave a name that they do not know as it is: %s", (name) => {
		for (const t of [en, zh]) {
			expect(t.cloud(name)).toBe(name);
			expect(faultText(name, undefined, t)).toBe(name);
			expect(faultText(name, "what an old log says", t)).toBe(
				"what an old log says",
			);
		}
	});

	it("say what the audits of all recorded and edited logs saw", () => {
		const logs = [
			...BASE_LOGS.values(),
			...MUTATIONS.map(({ of, edit }) => edit(baseLog(of))),
			handMadeLog({ mastersAtEnd: [] }),
		];
		const kinds = new Set<string>();
		for (const { audits } of logs.map(reportDrill)) {
			for (const { findings } of audits) {
				for (const { kind } of findings) {
					kinds.add(kind);
				}
				expectTwoLanguages(
					findingsText(findings, en),
					findingsText(findings, zh),
				);
			}
		}
		expect(Object.keys(en.findings).filter((kind) => !kinds.has(kind))).toEqual(
			[],
		);
	});

	it("say what every prediction is made of", () => {
		const predictions = [
			{},
			{ routeChangeCalls: 2, atomicNextHopChange: false },
			...Object.values(CAPABILITIES).flatMap(({ havipSwitch }) =>
				havipSwitch === undefined ? [] : [{ havipSwitch }],
			),
		].flatMap((surroundings) =>
			Object.values(predictOutages(TIMING_PROFILES.fast, 253, surroundings)),
		);
		for (const prediction of predictions) {
			for (const term of prediction.terms) {
				expectTwoLanguages(say(en.terms, term), say(zh.terms, term));
			}
			expect(formulaText(prediction, zh).split("；")).toHaveLength(
				prediction.terms.length,
			);
		}
		const kinds = predictions.flatMap(({ terms }) =>
			terms.map(({ kind }) => kind),
		);
		expect(new Set(kinds)).toEqual(new Set(Object.keys(en.terms)));
	});

	it("show the arithmetic of an older version as it was written", () => {
		const old = { minMs: 1, maxMs: 26, formula: "skew 1.2 ms; and so on" };
		expect(formulaText(old, en)).toBe("skew 1.2 ms; and so on");
		expect(formulaText(old, zh)).toBe("skew 1.2 ms; and so on");
	});

	it.each([
		[
			{ kind: "skew", ms: 11.71875, priority: 253 },
			"skew 11.7 ms = (256 − 253)/256 × 1 s",
			"偏移时间 11.7 ms = (256 − 253)/256 × 1 s",
		],
		[
			{ kind: "skew", ms: 1.171875, priority: 253, intervalMs: 100 },
			"skew 1.2 ms = (256 − 253)/256 × 100 ms",
			"偏移时间 1.2 ms = (256 − 253)/256 × 100 ms",
		],
	] as const)("say the skew of either version of VRRP: %o", (term, english, chinese) => {
		expect(say(en.terms, term)).toBe(english);
		expect(say(zh.terms, term)).toBe(chinese);
	});
});

/** The steps of a fault, from its preparation to its healing. */
async function stepsOf(fault: (typeof FAULTS)[number]): Promise<Step[]> {
	const events: LoggedEvent[] = [];
	const bench = new FaultBench(idleBench(), "inject", (event) =>
		events.push(event),
	);
	const { timing } = LOCAL_PLAN.pair;
	const context = {
		// Faults that wait do so for a part of the interval.
		plan: {
			...LOCAL_PLAN,
			pair: {
				...LOCAL_PLAN.pair,
				timing: { ...timing, advertIntervalSeconds: 0.001 },
			},
		},
		...{ bench, node: "node-1", peers: ["node-2"] },
	};
	await fault.prepare?.(context);
	await fault.inject(context);
	await fault.heal(context);
	return events.flatMap((event) => {
		if (event.type !== "fault") {
			return [];
		}
		// What has no words of its own is a command, which is the same in every language.
		expect(event.step ?? event.command).toBeDefined();
		return event.step ?? [];
	});
}

describe("the faults", () => {
	it("do nothing that is not said in both languages, and nothing is said that none does", async () => {
		const kinds = new Set<string>();
		for (const fault of [...FAULTS, quiet]) {
			for (const step of await stepsOf(fault)) {
				kinds.add(step.kind);
				expectTwoLanguages(
					say(en.events.steps, step),
					say(zh.events.steps, step),
				);
			}
		}
		expect(kinds).toEqual(new Set(Object.keys(en.events.steps)));
	});

	it("are named in both languages, and no others are", () => {
		expect([...FAULTS, quiet].map(({ id }) => id).toSorted()).toEqual(
			Object.keys(en.faults).toSorted(),
		);
	});

	it.each([
		[{ kind: "power-cut" }, "power cut", "断电"],
		[
			{ kind: "lose-share", percent: 30 },
			"30 % of the master's packets are lost",
			"丢弃主节点 30 % 的报文",
		],
		[
			{ kind: "break-api", fault: { kind: "refuse", forMs: 5000 } },
			"API: refuse for 5 s at most",
			"API 拒绝连接，最长 5 s",
		],
		[
			{
				kind: "break-api",
				fault: { kind: "throttle", count: 3, forMs: 60_000 },
			},
			"API: throttle for 3 requests for 60 s at most",
			"API 限流，共 3 个请求，最长 60 s",
		],
		[
			{
				kind: "break-api",
				fault: { kind: "throttle", changes: true, count: 3, forMs: 60_000 },
			},
			"API: throttle for 3 changes for 60 s at most",
			"API 限流，共 3 次修改，最长 60 s",
		],
		[
			{
				kind: "break-api",
				fault: {
					kind: "latency",
					milliseconds: 1000,
					probability: 0.5,
					forMs: 60_000,
				},
			},
			"API: latency 1000 ms for 50 % of the requests for 60 s at most",
			"API 请求延迟 1000 ms，涉及 50 % 的请求，最长 60 s",
		],
	] as const)("do %j", (step, english, chinese) => {
		expect(say(en.events.steps, step)).toBe(english);
		expect(say(zh.events.steps, step)).toBe(chinese);
	});
});
