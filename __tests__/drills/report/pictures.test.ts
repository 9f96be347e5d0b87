import { DOMParser, onErrorStopParsing } from "@xmldom/xmldom";
import { beforeAll, describe, expect, it } from "vitest";
import type { EventLog } from "../../../drills/log/event-log";
import { viewDrillSet } from "../../../drills/report/drill-set";
import { junitXml } from "../../../drills/report/junit";
import { PALETTE, themed } from "../../../drills/report/palette";
import {
	allPictures,
	drawnRuns,
	drawPictures,
} from "../../../drills/report/pictures";
import { baseLog } from "../analysis/mutations/base-logs";
import { handMadeLog } from "../hand-made-log";
import { CONTEXT, type Example, example, exampleView } from "./fixtures";

/** Parses XML and fails on anything that is not well-formed. */
const parseXml = (text: string) =>
	new DOMParser({ onError: onErrorStopParsing }).parseFromString(
		text,
		"text/xml",
	);

let drawn: Example;
beforeAll(() => {
	drawn = example();
});

describe("the pictures", () => {
	it("are well-formed SVG with a title, a size and no scripts", () => {
		for (const { name, variants } of allPictures(drawn.pictures)) {
			for (const { picture } of variants) {
				const root = parseXml(picture.svg).documentElement;
				expect(root?.tagName, name).toBe("svg");
				expect(root?.getAttribute("width")).toBe(String(picture.width));
				expect(root?.getAttribute("viewBox")).toBeTruthy();
				expect(root?.getElementsByTagName("title")).toHaveLength(1);
				expect(picture.svg).not.toMatch(/<script|<style|\son\w+=|style=/);
				expect(picture.svg).not.toMatch(/NaN|undefined|Infinity/);
			}
		}
	});

	it("are there for each lab, each drill and the comparison", () => {
		expect(allPictures(drawn.pictures).map(({ name }) => name)).toEqual([
			...["topology", "topology-2", "topology-3", "topology-4"],
			...["distribution", "distribution-2", "distribution-3", "distribution-4"],
			"comparison",
			...drawn.view.setups.flatMap(({ faults }) =>
				faults.flatMap(({ runs }) => runs.map(({ id }) => `timeline-${id}`)),
			),
		]);
	});

	it("of outages below each other share one axis", () => {
		const ticks = drawn.pictures.distributions.map(({ variants }) =>
			[...(variants[0]?.picture.svg ?? "").matchAll(/>([\d,]+)<\/text>/g)].map(
				([, tick]) => tick,
			),
		);
		expect(ticks[0]).toContain("10,000");
		for (const other of ticks) {
			expect(other).toEqual(ticks[0]);
		}
	});

	it("show when two nodes were master at once", () => {
		const timelines = (log: EventLog) => {
			const view = viewDrillSet([{ file: "log", log }], CONTEXT);
			const { timelines: drawnOnes } = drawPictures(view);
			return [...drawnOnes.values()].flatMap(({ variants }) =>
				variants.map(({ picture }) => picture.svg),
			);
		};
		const split = timelines(baseLog("havip-split-brain"));
		expect(split.filter((svg) => svg.includes("two masters"))).toHaveLength(2);
		expect(split.filter((svg) => svg.includes("双主"))).toHaveLength(2);
		for (const svg of timelines(handMadeLog())) {
			expect(svg).not.toMatch(/two masters|双主/);
		}
	});

	it("use no colour that the page cannot replace", () => {
		const known = Object.values(PALETTE).map(([light]) => light);
		expect(new Set(known).size).toBe(known.length);
		for (const { variants } of allPictures(drawn.pictures)) {
			for (const { picture } of variants) {
				expect(themed(picture.svg)).not.toMatch(/(fill|stroke)="(#|rgb)/);
			}
		}
	});

	it("mark what is lost", () => {
		const timeline = drawn.pictures.timelines.get("power-cut-1");
		const passed = drawn.pictures.timelines.get("stop-keepalived-1");
		const lost = /M[\d.]+ [\d.]+v10M/;
		expect(timeline?.variants[0]?.picture.svg).toMatch(lost);
		expect(passed?.variants[0]?.picture.svg).not.toMatch(lost);
	});

	it("hold hostile names as text", () => {
		const log = handMadeLog({
			drill: {
				lab: `<script>alert("1")</script>`,
				cloud: `"]; x [label="`,
				drill: "a\\<b>&'\u{1}",
			},
		});
		const view = viewDrillSet([{ file: "x", log }], CONTEXT);
		for (const { variants } of allPictures(drawPictures(view))) {
			for (const { picture } of variants) {
				const root = parseXml(picture.svg).documentElement;
				expect(root?.getElementsByTagName("script")).toHaveLength(0);
			}
		}
	});

	it("show of many drills the slowest, and one that failed", () => {
		const logs = Array.from({ length: 50 }, (_, index) => ({
			file: String(index),
			log: handMadeLog({
				drill: { run: index },
				...(index === 3
					? { outageMs: 30 }
					: { outageMs: 20, mastersAtEnd: index > 5 ? [] : ["node-2"] }),
			}),
		}));
		const [setup] = viewDrillSet(logs, CONTEXT).setups;
		const [fault] = setup?.faults ?? [];
		const drawnOf = (all: number, subject?: string) =>
			fault && drawnRuns(fault, all, subject).map(({ run }) => run);
		expect(drawnOf(50)).toEqual([4, 7]);
		expect(drawnOf(50, "seed:alibaba")).toEqual([]);
		expect(drawnOf(40)).toHaveLength(50);
	});
});

describe("junit.xml", () => {
	const xml = parseXml(junitXml(exampleView()));
	const elements = (name: string) => [...xml.getElementsByTagName(name)];

	it("has a test case per run", () => {
		const runs = exampleView().setups.flatMap(({ faults }) =>
			faults.flatMap((fault) => fault.runs),
		);
		expect(elements("testcase")).toHaveLength(runs.length);
		for (const testcase of elements("testcase")) {
			expect(testcase.getAttribute("classname")).toMatch(/^[\w-]+\.[\w-]+$/);
			expect(Number(testcase.getAttribute("time"))).toBeGreaterThan(0);
		}
	});

	it("counts as it should", () => {
		for (const suite of elements("testsuite")) {
			const cases = [...suite.getElementsByTagName("testcase")];
			const failed = cases.filter(
				(each) => each.getElementsByTagName("failure").length > 0,
			);
			expect(suite.getAttribute("tests")).toBe(String(cases.length));
			expect(suite.getAttribute("failures")).toBe(String(failed.length));
		}
		const [all] = elements("testsuites");
		expect(all?.getAttribute("tests")).toBe(
			String(elements("testcase").length),
		);
	});

	it("shows what failed and the log around it, of ours only", () => {
		const failures = elements("failure");
		expect(failures.map((each) => each.getAttribute("type"))).toContain(
			"audit",
		);
		expect(failures.map((each) => each.getAttribute("type"))).toContain(
			"budget",
		);
		const [audit] = failures.filter(
			(each) => each.getAttribute("type") === "audit",
		);
		expect(audit?.getAttribute("message")).toMatch(
			/^within the prediction: measured \d+ ms/,
		);
		expect(audit?.textContent).toContain("systemctl stop keepalived");
	});
});
