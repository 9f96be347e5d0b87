import { describe, expect, it } from "vitest";
import { FAULTS } from "../../../drills/faults/catalogue";
import { TEXTS } from "../../../drills/report/text";
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
		return texts(value(1, 2), path);
	}
	return Object.entries(value ?? {}).flatMap(([key, each]) =>
		texts(each, `${path}.${key}`),
	);
}

/** What is the same in both languages on purpose. */
const SAME =
	/^\.(columns\.p\d\d|milliseconds|announcement|topology\.by\.havip)$/;

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

	it("name every fault in Chinese", () => {
		expect(
			FAULTS.filter(({ id }) => TEXTS.zh.faults[id] === undefined).map(
				({ id }) => id,
			),
		).toEqual([]);
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
