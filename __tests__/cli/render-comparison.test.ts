import { expect, test } from "vitest";
import { renderComparison } from "../../cli/render-comparison";
import type { Comparison } from "../../drills/analysis/comparison";
import type { Figures } from "../../drills/analysis/figures";

const figures = (p50Ms: number, more: Partial<Figures> = {}): Figures => ({
	drill: "stop-keepalived",
	runs: 2,
	p50Ms: 0,
	p95Ms: 0,
	maxMs: 0,
	inAll: { p50Ms, p95Ms: p50Ms + 10, maxMs: p50Ms + 10 },
	healingMs: 0,
	twoMastersMs: 0,
	brokenConnections: 0,
	lost: Math.round(p50Ms / 5),
	endings: { "as-expected": 2 },
	failures: [],
	phases: {},
	...more,
});

const subject = {
	lab: "havip-nopreempt",
	cloud: "tencentcloud",
	vipMode: "havip",
	advertIntervalSeconds: 1,
} as const;

const COMPARISON: Comparison = {
	ours: { ...subject, name: "halab", title: "ours", timing: "safe" },
	theirs: {
		...subject,
		name: "seed:tencent",
		title: "Tencent Cloud",
		timing: "classic",
		corrections: ["a block without a name"],
		kept: ["one router_id for both"],
		remarks: ["their figures are better than real ones"],
	},
	runs: 2,
	intervalMs: 10,
	from: "client",
	rows: [
		{
			drill: "stop-keepalived",
			ours: figures(20, {
				phases: {
					detectionMs: 5,
					electionMs: 12,
					announcementMs: 1,
					clientMs: 2,
				},
			}),
			theirs: figures(890, { phases: { detectionMs: 5, electionMs: 880 } }),
			better: "ours",
			ratio: 44.5,
		},
		{
			drill: "crash-nginx",
			ours: figures(30),
			theirs: figures(15_000, { endings: { "nobody-served": 2 } }),
			better: "ours",
			ratio: 500,
		},
		{
			drill: "reboot",
			ours: figures(0),
			theirs: figures(600, { endings: { "as-expected": 1, other: 1 } }),
			better: "ours",
		},
		{
			drill: "link-down",
			ours: figures(2400),
			theirs: figures(2200),
			better: "theirs",
			ratio: 2200 / 2400,
		},
		{
			drill: "config-reload",
			ours: figures(0),
			theirs: figures(0),
			better: "level",
		},
		{
			drill: "manual-down-file",
			ours: figures(20),
			impossible: "no such file",
		},
	],
};

test("ours against theirs, side by side", () => {
	expect(renderComparison(COMPARISON)).toMatchInlineSnapshot(`
		"halab against seed:tencent (Tencent Cloud)
		  ours: havip-nopreempt on tencentcloud, profile safe, one advertisement every 1 s; theirs: havip-nopreempt on tencentcloud, one advertisement every 1 s
		  2 runs of each; milliseconds without service as p50 / p95 / max, seen from client with one request every 10 ms; RATIO is theirs to ours (p50); ≥ where only healing ended it
		  FAULT             OURS                LOST  THEIRS                   LOST  RATIO   RESULT
		  stop-keepalived   20 / 30 / 30        4     890 / 900 / 900          178   45×
		  crash-nginx       30 / 40 / 40        6     ≥ 15000 / 15010 / 15010  3000  ≥ 500×  theirs: did not take over, away until healed
		  reboot            0 / 10 / 10         0     600 / 610 / 610          120   > 60×   theirs: something else happened (1 of 2)
		  link-down         2400 / 2410 / 2410  480   2200 / 2210 / 2210       440   0.9×    THEIRS BETTER
		  config-reload     0 / 10 / 10         0     0 / 10 / 10              0     level
		  manual-down-file  20 / 30 / 30        4     -                        -     -       not done: no such file

		  DETECT + ELECT + ANNOUNCE + CLIENT (p50)  OURS            THEIRS
		  stop-keepalived                           5 + 12 + 1 + 2  5 + 880 + ? + ?
		Corrected, or filled in:
		  - a block without a name
		Wrong, and left as it is since it runs:
		  - one router_id for both
		Note:
		  - their figures are better than real ones"
	`);
});
