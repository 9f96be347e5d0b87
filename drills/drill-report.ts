import type { OutagePrediction } from "../design/outage";
import type { ProbeSample } from "../ports/bench";
import { DrillError } from "./drill-error";
import type { DrillEvent, EventLog } from "./event-log";
import { type OutageSummary, summarizeOutage } from "./outage";

/** One thing that must hold after a drill. */
export interface Audit {
	readonly name: string;
	readonly passed: boolean;
	/** What was seen. */
	readonly detail: string;
}

/** What a drill showed. */
export interface DrillReport {
	readonly drill: string;
	readonly lab: string;
	readonly cloud: string;
	readonly timing: string;
	/** Node that answered before the fault. */
	readonly before: string;
	/** Node that answered after the fault. */
	readonly after: string;
	/** Node that answered at the end, after healing. */
	readonly atEnd: string;
	readonly intervalMs: number;
	readonly outage: OutageSummary;
	readonly prediction: OutagePrediction;
	readonly audits: readonly Audit[];
	readonly passed: boolean;
}

type EventOf<T extends DrillEvent["type"]> = Extract<DrillEvent, { type: T }>;

const eventsOf = <T extends DrillEvent["type"]>(
	log: EventLog,
	type: T,
): EventOf<T>[] =>
	log.filter((event): event is EventOf<T> => event.type === type);

const lastAnswer = (
	samples: readonly ProbeSample[],
	fromNs: number,
	toNs: number,
): string =>
	samples.findLast(
		(sample) =>
			sample.node !== undefined &&
			sample.intendedNs >= fromNs &&
			sample.intendedNs < toNs,
	)?.node ?? "nobody";

/**
 * Reports on a drill that stopped and restarted something on the master. Pure: a function of the log.
 *
 * @param prediction what the plan expects of the fault
 * @param mayFailBack whether the address may return after healing, as it does with preemption
 * @throws DrillError when the log is not of a complete drill
 */
export function reportDrill(
	log: EventLog,
	prediction: OutagePrediction,
	mayFailBack: boolean,
): DrillReport {
	const [drill] = eventsOf(log, "drill");
	const faults = eventsOf(log, "fault");
	const inject = faults.find((fault) => fault.action === "inject");
	const heal = faults.find((fault) => fault.action === "heal");
	if (!drill || !inject || !heal) {
		throw new DrillError("the log does not hold a complete drill");
	}
	const samples = eventsOf(log, "probe");
	const outage = summarizeOutage(samples);
	const before = lastAnswer(samples, 0, inject.timeNs);
	const after = lastAnswer(samples, inject.timeNs, heal.timeNs);
	const atEnd = lastAnswer(samples, heal.timeNs, Number.POSITIVE_INFINITY);
	const masters = eventsOf(log, "vrrp")
		.filter((event) => event.timeNs > heal.timeNs && event.state === "MASTER")
		.map((event) => event.machine);
	const lostAfterHeal = samples.filter(
		(sample) => sample.lost !== undefined && sample.intendedNs >= heal.timeNs,
	).length;
	const { intervalMs } = drill;
	const highest = prediction.maxMs + intervalMs;
	const audits: Audit[] = [
		{
			name: "another node took over",
			passed:
				before === inject.machine && after !== before && after !== "nobody",
			detail: `${before} answered before, ${after} after`,
		},
		{
			name: "one master after healing",
			passed: masters.length === 1 && masters[0] === atEnd,
			detail: `MASTER: ${masters.join(", ") || "nobody"}; ${atEnd} answers`,
		},
		{
			name: "within the prediction",
			passed: outage.longestMs <= highest,
			detail: `measured ${outage.longestMs.toFixed(0)} ms, predicted at most ${prediction.maxMs.toFixed(0)} ms, resolution ${intervalMs} ms`,
		},
		...(mayFailBack
			? []
			: [
					{
						name: "the address did not move back",
						passed: atEnd === after && lostAfterHeal === 0,
						detail: `${atEnd} answers after keepalived is back on ${inject.machine}; ${lostAfterHeal} requests lost meanwhile`,
					},
				]),
	];
	return {
		drill: drill.drill,
		lab: drill.lab,
		cloud: drill.cloud,
		timing: drill.timing,
		before,
		after,
		atEnd,
		intervalMs,
		outage,
		prediction,
		audits,
		passed: audits.every((audit) => audit.passed),
	};
}
