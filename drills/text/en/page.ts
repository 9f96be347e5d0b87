import { cloudTitles } from "../../../design/cloud-titles";
import type { PageWords } from "../catalogue";
import { known } from "../known";

const CLOUDS = cloudTitles("en");

export const PAGE: PageWords = {
	language: "English",
	listed: (names) => names.join(", "),
	clauses: (parts) => parts.join(", "),
	sentences: (parts) => parts.join("; "),
	title: "Failover drills",
	languageSwitch: "Language",
	passed: "passed",
	failed: "FAILED",
	verdict: (passed, all) =>
		passed === all
			? all === 1
				? "the drill passed"
				: `all ${all} drills passed`
			: all === 1
				? "the drill failed"
				: `${all - passed} of ${all} drills failed`,
	facts: {
		lab: "Lab",
		cloud: "Cloud",
		timing: "Timing profile",
		date: "Drills",
		made: "Report made",
		seed: "Seed",
		machine: "Machine",
		probe: "Probe",
		budget: "Budget",
	},
	cores: (processor, cores) => `${processor}, ${cores} cores`,
	memory: (gib) => `${gib} GiB of memory`,
	cloud: (id) => known(CLOUDS, id),
	everyMs: (intervalMs) => `one request every ${intervalMs} ms`,
	sections: {
		summary: "What each fault costs",
		distribution: "Outage of each run",
		comparison: "Ours against the tutorials",
		topology: "The lab",
		drills: "Drills",
	},
	explain: {
		distribution:
			"Time without service that the fault cost in each run, on a logarithmic axis. Runs without measurable outage are drawn at the left edge.",
		comparison:
			"The same faults in the same lab with the tutorials' own configurations: the bar is the median, the line ends at the longest outage; ≥: only healing ended it.",
		timeline:
			"What each node was, what happened, and every request: a dot is an answer, the higher the slower; an upright line is a lost request.",
		notDrawn: (runs) =>
			`${runs} more runs are not drawn; report.json has them.`,
	},
	columns: {
		fault: "Fault",
		runs: "Runs",
		p50: "p50",
		p95: "p95",
		max: "Max",
		outage: "Outage",
		healing: "Outage by healing",
		twoMasters: "Two masters",
		broken: "Connections broken",
		lost: "Requests lost",
		budget: "Budget",
		prediction: "Predicted",
		verdict: "Verdict",
	},
	ending: {
		"as-expected": "as it should",
		"served-by-the-same": "did not take over, came back by itself",
		"nobody-served": "did not take over, away until healed",
		noticed: "noticed",
		"not-back": "did not come back",
		other: "something else happened",
	},
	timesOf: (what, times, runs) => `${what} (${times} of ${runs})`,
	kept: "kept",
	exceeded: (times, runs) => `exceeded ${times} of ${runs}`,
	auditFailed: (audit, times, runs) => `${audit}: failed ${times} of ${runs}`,
	run: (run, runs) => `run ${run} of ${runs}`,
	outage: "Without service",
	outageParts: (fault, healing) =>
		`${fault} by the fault, ${healing} by healing`,
	lostOf: (lost, sent) => `${lost} of ${sent} requests lost`,
	nobody: "nobody",
	prediction: (min, max, formula) => `${min} – ${max}: ${formula}`,
	phases: "Phases",
	phase: {
		effect: "take effect",
		detection: "detect",
		election: "elect",
		announcement: "announce",
		client: "client",
	},
	predicted: "Predicted",
	masters: "Masters",
	mastersTime: (none, two) => `${none} without one, ${two} with two`,
	connections: "Kept connections",
	connectionsBroken: (broken, opened) =>
		`${broken} of ${opened} long-lived connections broke`,
	began: "Began",
	drawnFrom: (seed, run) => `, seed ${seed}, run ${run}`,
	eventLog: "Event log",
	overBudget: (budget) => `took longer than the budget of ${budget}`,
	bands: {
		master: "master",
		backup: "backup",
		fault: "FAULT",
		stop: "stopped",
		off: "off",
		frozen: "frozen",
		booting: "booting",
	},
	twoMasters: "two masters",
	afterFault: "ms after the fault",
	wholeDrill: "whole drill",
	milliseconds: "ms",
	inject: "broken",
	heal: "healed",
	announcement: "GARP",
	route: "route",
	ours: "ours",
	vipBy: { havip: "HAVIP", route: "route" },
	subject: (subject) => subject.replace(/^seed:/, ""),
	median: "median",
	legend: {
		runPassed: "passed",
		runFailed: "failed",
		median: "median",
		predicted: "predicted",
		budget: "budget",
	},
	topology: {
		client: "client in another subnet",
		bastion: "bastion host",
		neighbour: "in the pair's subnet",
		internet: "internet, through the EIP",
		holds: "holds the VIP",
		by: { havip: "HAVIP", route: "route" },
	},
};
