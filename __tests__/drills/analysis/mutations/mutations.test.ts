import { expect, test } from "vitest";
import { reportDrill } from "../../../../drills/analysis/drill-report";
import type { EventLog } from "../../../../drills/log/event-log";
import { BASE_LOGS, baseLog } from "./base-logs";
import { MUTATIONS } from "./catalogue";

/** Names of the audits that a log fails. */
const failures = (log: EventLog): readonly string[] =>
	reportDrill(log)
		.audits.filter(({ passed }) => !passed)
		.map(({ name }) => name);

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
	const audits = [...BASE_LOGS.values()].flatMap((log) =>
		reportDrill(log).audits.map(({ name }) => name),
	);
	const proved = MUTATIONS.map(({ fails: [stands] }) => stands);
	expect([...new Set(audits)].filter((name) => !proved.includes(name))).toEqual(
		[],
	);
});
