import { expect, test } from "vitest";
import { reportDrill } from "../../../../drills/analysis/drill-report";
import type { EventLog } from "../../../../drills/log/event-log";
import { TEXTS } from "../../../../drills/text";
import { BASE_LOGS, baseLog } from "./base-logs";
import { MUTATIONS } from "./catalogue";

/** The audits that a log fails. */
const failures = (log: EventLog): readonly string[] =>
	reportDrill(log)
		.audits.filter(({ passed }) => !passed)
		.map(({ audit }) => audit);

test.each([...BASE_LOGS])("%s passes every audit", (_, log) => {
	expect(failures(log)).toEqual([]);
});

test.each(
	MUTATIONS.map((mutation) => [mutation.of, mutation.name, mutation]),
)("%s: %s", (_, __, { of, edit, fails }) => {
	expect(failures(edit(baseLog(of))).toSorted()).toEqual(fails.toSorted());
});

test("the catalogue is large, and each of its entries is another one", () => {
	expect(MUTATIONS.length).toBeGreaterThanOrEqual(60);
	const names = MUTATIONS.map(({ of, name }) => `${of}: ${name}`);
	expect(new Set(names).size).toBe(names.length);
});

test("every audit has a mutation that it stands for", () => {
	const proved: ReadonlySet<string> = new Set(
		MUTATIONS.map(({ fails: [stands] }) => stands),
	);
	expect(
		Object.keys(TEXTS.en.audits).filter((audit) => !proved.has(audit)),
	).toEqual([]);
});
