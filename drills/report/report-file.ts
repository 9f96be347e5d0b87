import { z } from "zod";
import type { DrillRunView, DrillSetView, FaultView } from "./drill-set";
import { logSlice } from "./event-text";

const milliseconds = z.number().nonnegative();

const predictionSchema = z.object({
	minMs: milliseconds,
	maxMs: milliseconds,
	formula: z.string(),
});

const outageSchema = z.object({
	sent: z.int(),
	lost: z.int(),
	/** The longest time without an answer. */
	longestMs: milliseconds,
	/** All times without an answer together. */
	totalMs: milliseconds,
});

const auditSchema = z.object({
	name: z.string(),
	passed: z.boolean(),
	detail: z.string(),
	/** The detail in Chinese; reports of older versions have none. */
	detailZh: z.string().optional(),
	/** Lines of the log that show the failure. */
	evidence: z.string().optional(),
});

const drillSchema = z.object({
	id: z.string(),
	run: z.int().positive(),
	/** Name of the event log's file. */
	file: z.string(),
	date: z.string().optional(),
	passed: z.boolean(),
	overBudget: z.boolean(),
	targets: z.array(z.string()),
	/** Nodes that answered before the fault, after it and at the end. */
	before: z.string(),
	after: z.string(),
	atEnd: z.string(),
	intervalMs: milliseconds,
	phaseMs: milliseconds,
	/** What the moment of the fault was drawn from; logs of older versions do not say. */
	drawnFrom: z.object({ seed: z.number(), run: z.int() }).optional(),
	vantages: z.array(outageSchema.extend({ vantage: z.string() })),
	phases: z
		.object({
			newMaster: z.string(),
			effectMs: milliseconds.optional(),
			detectionMs: milliseconds.optional(),
			detectedBy: z.string().optional(),
			electionMs: milliseconds.optional(),
			announcementMs: milliseconds.optional(),
			announcedBy: z.string().optional(),
			clientMs: milliseconds.optional(),
		})
		.optional(),
	/** Connections that were kept open, one after the other. */
	connections: z.object({
		opened: z.int(),
		broken: z.int(),
		reasons: z.array(z.string()),
	}),
	/** What the fault cost, and what healing cost. */
	faultOutageMs: milliseconds,
	healingOutageMs: milliseconds,
	/** Milliseconds without a master and with more than one. */
	noOwnerMs: milliseconds,
	twoOwnersMs: milliseconds,
	/** From the begin of healing until there was one master, and every request found it. */
	recoveryMs: milliseconds,
	audits: z.array(auditSchema),
});

const faultSchema = z.object({
	drill: z.string(),
	title: z.string(),
	outcome: z.string(),
	runs: z.int().positive(),
	p50Ms: milliseconds,
	p95Ms: milliseconds,
	maxMs: milliseconds,
	/** Requests lost in all runs together, as the deciding vantage point saw it. */
	lost: z.int(),
	/** The most that healing cost in a run, beside the outage by the fault that p50Ms, p95Ms and maxMs are about. */
	healingMs: milliseconds,
	/** The longest time with two masters in a run. */
	twoMastersMs: milliseconds,
	/** Kept connections that broke, in all runs together. */
	brokenConnections: z.int(),
	prediction: predictionSchema.optional(),
	/** Names of the audits that failed, with how often. */
	failures: z.record(z.string(), z.int()),
	overBudget: z.int(),
	passed: z.boolean(),
	drills: z.array(drillSchema),
});

/** `report.json`. A change that readers can notice raises `version`. */
export const reportFileSchema = z.object({
	format: z.literal("halab-drill-report"),
	version: z.literal(1),
	madeAt: z.iso.datetime(),
	machine: z
		.object({
			processor: z.string(),
			cores: z.int(),
			memoryGiB: z.number(),
			kernel: z.string(),
		})
		.optional(),
	seed: z.int().optional(),
	budgetMs: milliseconds.optional(),
	passed: z.boolean(),
	setups: z.array(
		z.object({
			lab: z.string(),
			cloud: z.string(),
			timing: z.string(),
			/** Whose configuration ran; absent for the lab's own. */
			subject: z.string().optional(),
			faults: z.array(faultSchema),
		}),
	),
});

/** What `report.json` holds. */
export type ReportFile = z.infer<typeof reportFileSchema>;

type DrillEntry = z.infer<typeof drillSchema>;
type FaultEntry = z.infer<typeof faultSchema>;

const drillEntry = ({
	report,
	id,
	run,
	file,
	date,
	overBudget,
}: DrillRunView): DrillEntry => ({
	...{ id, run, file, date, overBudget },
	passed: report.passed,
	targets: [...report.targets],
	before: report.before,
	after: report.after,
	atEnd: report.atEnd,
	intervalMs: report.intervalMs,
	phaseMs: report.phaseMs,
	drawnFrom:
		report.seed === undefined || report.run === undefined
			? undefined
			: { seed: report.seed, run: report.run },
	vantages: report.vantages.map(({ vantage, outage }) => ({
		vantage,
		sent: outage.sent,
		lost: outage.lost,
		longestMs: outage.longestMs,
		totalMs: outage.totalMs,
	})),
	connections: {
		...report.connections,
		reasons: [...report.connections.reasons],
	},
	phases: report.phases,
	faultOutageMs: report.faultOutage.totalMs,
	healingOutageMs: report.healingOutage.totalMs,
	noOwnerMs: report.noOwnerMs,
	twoOwnersMs: report.twoOwnersMs,
	recoveryMs: report.recoveryMs,
	audits: report.audits.map(({ name, passed, detail, evidence }) => ({
		...{ name, passed },
		detail: detail.en,
		detailZh: detail.zh,
		evidence: evidence && logSlice(evidence),
	})),
});

const faultEntry = (fault: FaultView): FaultEntry => {
	const { summary: figures, title, overBudget, passed, runs } = fault;
	const { endings: _, inAll: __, phases: ___, ...summary } = figures;
	return {
		...summary,
		...{ title, overBudget, passed },
		outcome: runs[0]?.report.outcome ?? "",
		failures: { ...summary.failures },
		drills: runs.map(drillEntry),
	};
};

/** What a report says, as data. Pure: a function of the view. */
export const reportFile = ({
	context,
	setups,
	passed,
}: DrillSetView): ReportFile => ({
	format: "halab-drill-report",
	version: 1,
	madeAt: context.madeAt.toISOString(),
	machine: context.machine,
	seed: context.seed,
	budgetMs: context.budgetMs,
	passed,
	setups: setups.map(({ lab, cloud, timing, subject, faults }) => ({
		...{ lab, cloud, timing, subject },
		faults: faults.map(faultEntry),
	})),
});
