import { z } from "zod";
import type { Known } from "../../base/known";
import { connectionsSchema } from "../analysis/connections";
import { figuresSchema } from "../analysis/figures";
import { outageSchema } from "../analysis/outage";
import { phasesSchema } from "../analysis/phases";
import { drillEventSchema } from "../log/events";
import { TEXTS } from "../text";
import { faultText, findingsText } from "../text/sentences";
import type { DrillRunView, DrillSetView, FaultView } from "./drill-set";
import { logSlice } from "./event-text";
import { figuresInWords } from "./in-words";

const milliseconds = z.number().nonnegative();

const predictionSchema = z.object({
	minMs: milliseconds,
	maxMs: milliseconds,
	formula: z.string(),
});

const auditSchema = z.object({
	/** Which audit it is; reports of older versions have its name only. */
	id: z.string().optional(),
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
	...drillEventSchema.pick({ targets: true, intervalMs: true, phaseMs: true })
		.shape,
	/** Nodes that answered before the fault, after it and at the end. */
	before: z.string(),
	after: z.string(),
	atEnd: z.string(),
	/** What the moment of the fault was drawn from; logs of older versions do not say. */
	drawnFrom: z.object({ seed: z.number(), run: z.int() }).optional(),
	vantages: z.array(outageSchema.extend({ vantage: z.string() })),
	phases: phasesSchema.optional(),
	/** Connections that were kept open, one after the other. */
	connections: connectionsSchema,
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

const faultSchema = figuresSchema.extend({
	title: z.string(),
	outcome: z.string(),
	prediction: predictionSchema.optional(),
	/** Names of the audits that failed, with how often. */
	failures: z.record(z.string(), z.int()),
	/** Runs over the budget. */
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

const drillEntry = ({ report, ...entry }: DrillRunView) => ({
	...report,
	...entry,
	drawnFrom:
		report.seed === undefined || report.run === undefined
			? undefined
			: { seed: report.seed, run: report.run },
	vantages: report.vantages.map(({ vantage, outage }) => ({
		vantage,
		...outage,
	})),
	faultOutageMs: report.faultOutage.totalMs,
	healingOutageMs: report.healingOutage.totalMs,
	audits: report.audits.map(({ audit, passed, findings, evidence }) => ({
		id: audit,
		name: TEXTS.en.audits[audit],
		passed,
		detail: findingsText(findings, TEXTS.en),
		detailZh: findingsText(findings, TEXTS.zh),
		evidence: evidence && logSlice(evidence),
	})),
});

const faultEntry = ({
	summary,
	title,
	overBudget,
	passed,
	runs,
}: FaultView) => ({
	...figuresInWords(summary),
	title: faultText(summary.drill, title, TEXTS.en),
	overBudget,
	passed,
	outcome: runs[0]?.report.outcome ?? "",
	drills: runs.map(drillEntry),
});

/** What a report says, as data: of what is known of the drills, that which the schema names. Pure: a function of the view. */
export function reportFile({
	context,
	setups,
	passed,
}: DrillSetView): ReportFile {
	const file: Known<z.input<typeof reportFileSchema>> = {
		format: "halab-drill-report",
		version: 1,
		...context,
		madeAt: context.madeAt.toISOString(),
		passed,
		setups: setups.map((setup) => ({
			...setup,
			faults: setup.faults.map(faultEntry),
		})),
	};
	return reportFileSchema.parse(file);
}
