import { HtmlValidate } from "html-validate";
import { beforeAll, describe, expect, it } from "vitest";
import type { EventLog } from "../../../drills/log/event-log";
import { viewDrillSet } from "../../../drills/report/drill-set";
import { reportPage } from "../../../drills/report/page/page";
import { drawPictures } from "../../../drills/report/pictures";
import { baseLog } from "../analysis/mutations/base-logs";
import { handMadeLog, line } from "../hand-made-log";
import { asSubject, CONTEXT, example, exampleView } from "./fixtures";

const validator = new HtmlValidate({
	extends: ["html-validate:standard"],
	rules: {
		// SVG's own spelling, and lists of facts whose groups are wrapped for the layout.
		"element-case": "off",
		"no-inline-style": "error",
		"no-raw-characters": ["error", { relaxed: true }],
		"long-title": "off",
		"svg-focusable": "off",
	},
});

let page: string;
beforeAll(() => {
	const { view, pictures } = example();
	page = reportPage(view, pictures);
});

describe("the page", () => {
	it("is valid HTML", async () => {
		const { results } = await validator.validateString(page);
		expect(
			results.flatMap(({ messages }) =>
				messages.map(
					({ ruleId, message, line: at }) => `${at} ${ruleId} ${message}`,
				),
			),
		).toEqual([]);
	});

	it("needs nothing from elsewhere", () => {
		const addresses = [...page.matchAll(/(?:https?:)?\/\/[\w.-]+[^\s"'<]*/g)]
			.map(([address]) => address)
			.filter((address) => address !== "http://www.w3.org/2000/svg");
		expect(addresses).toEqual([]);
		expect(page).not.toMatch(/\s(?:src|srcset|action)=|url\(|@import/);
		expect(page).not.toMatch(/\shref="(?!#)|\shref=[^"]/);
	});

	it("leads from each fault's row to its drill", () => {
		const targets = [...page.matchAll(/<a href="#([^"]+)">/g)].map(
			([, id]) => id,
		);
		expect(targets.length).toBe(
			exampleView().setups.flatMap(({ faults }) => faults).length,
		);
		for (const id of targets) {
			expect(page).toContain(`<details id="${id}"`);
		}
	});

	it("allows only its own script and style", () => {
		const policy = /Content-Security-Policy" content="([^"]*)"/.exec(page)?.[1];
		expect(policy).toMatch(
			/^default-src &#39;none&#39;; style-src &#39;sha256-[^ ]+&#39;; script-src &#39;sha256-/,
		);
		expect(policy).not.toContain("unsafe");
		expect(page).not.toMatch(/\son[a-z]+="|javascript:/);
		expect(page).not.toMatch(/\sstyle="/);
	});

	it("is small", () => {
		expect(Buffer.byteLength(page)).toBeLessThan(1e6);
	});

	it("has failed audits before the others", () => {
		for (const [, items = ""] of page.matchAll(/<ul>([\s\S]*?)<\/ul>/g)) {
			const signs = [...items.matchAll(/<li[^>]*>([✔✖])/g)].map(
				([, sign]) => sign,
			);
			expect(signs).toEqual(
				signs.toSorted(
					(left, right) => Number(left === "✔") - Number(right === "✔"),
				),
			);
		}
		expect(page).toContain('<li class="failed">✖');
		expect(page).toMatch(/<pre>(?:<span lang="en">)? +0\.0 {2}/);
	});

	it("tells how others' configurations ended, and does not judge them", () => {
		const log = asSubject(
			handMadeLog({ nobodyTakesOver: true }),
			"seed:tencent",
		);
		const view = viewDrillSet([{ file: "theirs", log }], CONTEXT);
		const theirs = reportPage(view, drawPictures(view));
		expect(theirs).not.toContain("✖");
		expect(theirs).toContain("did not come back");
		expect(theirs).toContain("未能恢复");
	});

	it("names in its head what was judged, not what that is compared with", () => {
		const theirs = asSubject(
			handMadeLog({ drill: { timing: "classic" } }),
			"seed:tencent",
		);
		const view = viewDrillSet(
			[
				{ file: "ours", log: handMadeLog() },
				{ file: "theirs", log: theirs },
			],
			CONTEXT,
		);
		const text = reportPage(view, drawPictures(view));
		expect(text).toMatch(/<dd>safe<\/dd>/);
		expect(text.slice(0, text.indexOf("<main>"))).not.toContain("classic");
	});

	it("has one figure for one run, and columns for what happened only", () => {
		const columnsOf = (...logs: readonly EventLog[]) => {
			const view = viewDrillSet(
				logs.map((log, index) => ({ file: String(index), log })),
				{ madeAt: CONTEXT.madeAt },
			);
			const text = reportPage(view, drawPictures(view));
			const [row = ""] = text.match(/<tr>\n.*?<\/tr>/s) ?? [];
			return [...row.matchAll(/data-en="([^"]+)"/g)].map(([, name]) => name);
		};
		expect(columnsOf(handMadeLog())).toEqual([
			...["Outage", "Requests lost", "Predicted", "Verdict"],
		]);
		expect(
			columnsOf(handMadeLog(), handMadeLog({ drill: { run: 2 } })),
		).toEqual([
			...["Runs", "p50", "p95", "Max", "Requests lost", "Predicted", "Verdict"],
		]);
		expect(columnsOf(baseLog("havip-split-brain"))).toEqual([
			...["Outage", "Requests lost", "Two masters", "Connections broken"],
			...["Predicted", "Verdict"],
		]);
	});

	it("shows hostile text as text", async () => {
		const hostile = `</pre><img src=x onerror=alert(1)>"'&`;
		const log = handMadeLog({
			outageMs: 200,
			drill: {
				lab: hostile,
				drill: hostile,
				title: hostile,
				vip: "10.34.0.200",
			},
			more: [line(310, "node-1", hostile)],
		});
		const view = viewDrillSet([{ file: hostile, log }], CONTEXT);
		const text = reportPage(view, drawPictures(view));
		expect(text).not.toContain("<img");
		expect(text).toContain(
			"&lt;img src=x onerror=alert(1)&gt;&quot;&#39;&amp;",
		);
		const { valid } = await validator.validateString(
			text.replaceAll(/ id="[^"]*"/g, ""),
		);
		expect(valid).toBe(true);
	});
});
