import type { HavipSwitch } from "./clouds/cloud-profile";
import type { OutageTerm } from "./outage-term";
import type { TimingProfile } from "./timing";

/** Faults of the master whose outage is predicted. */
export const PREDICTED_FAULTS = [
	"drain",
	"stop-keepalived",
	"manual-down-file",
	"crash-nginx",
	"stop-nginx",
	"error-500",
	"hang-nginx",
	"power-cut",
] as const;
export type PredictedFault = (typeof PREDICTED_FAULTS)[number];

/** Bounds of the expected outage, in milliseconds, from the first lost to the first answered request. */
export interface OutagePrediction {
	readonly minMs: number;
	readonly maxMs: number;
	/** What the bounds are made of, in the order of time. */
	readonly terms: readonly OutageTerm[];
}

/** Time to add the address, announce it and have the router's neighbour entry changed; measured on a local fabric. */
const TAKEOVER_MS = 25;

/** Time between the first and the last packet of a short request; measured. */
const IN_FLIGHT_MS = 5;

/** Time from the death of the service's process until keepalived knows of it through the tracked file; measured. */
const PROCESS_EVENT_MS = 25;

/** Time that a service takes to end once it is told to, while it takes no connections any more; measured with nginx. */
const SERVICE_STOP_MS = 50;

/** Time from a check's verdict until keepalived knows of it through the tracked file; measured. */
const CHECK_MS = 25;

/**
 * The skew that a backup adds before it takes over, in milliseconds.
 * Version 2: (256 − priority)/256 s whatever the interval. Version 3: the same fraction of the advertisement interval.
 *
 * @param priority VRRP priority of the backup, 1–254
 */
export function skewMs(timing: TimingProfile, priority: number): number {
	const unitMs =
		timing.vrrpVersion === 2 ? 1000 : timing.advertIntervalSeconds * 1000;
	return ((256 - priority) / 256) * unitMs;
}

/** Time that the nexthop helper takes to start on a new master: an interpreter is loaded. Measured with spare CPU and without. */
const HELPER_START_MS = { min: 30, max: 150 };

/**
 * Time of one call of a cloud's VPC API from inside its region. An assumption: no cloud promises a figure, and
 * throttling or a busy API take longer.
 */
const API_CALL_MS = { min: 20, max: 100 };

/** What else than the VRRP arithmetic decides. */
export interface OutageSurroundings {
	/**
	 * The address follows a route, and its change takes this many API calls.
	 *
	 * @default - the holder announces the address by ARP, which takes no call
	 */
	readonly routeChangeCalls?: number;
	/**
	 * The route leads somewhere all the time that its change takes.
	 *
	 * @default true
	 */
	readonly atomicNextHopChange?: boolean;
	/**
	 * The address is a HAVIP of a cloud, whose network takes this long to follow the announcement.
	 *
	 * @default - it follows at once, as on the local machine
	 */
	readonly havipSwitch?: HavipSwitch;
}

/** Adds what the route takes to follow the new master. */
const withRouteChange = (
	{ minMs, maxMs, terms }: OutagePrediction,
	calls: number,
): OutagePrediction => ({
	minMs: minMs + HELPER_START_MS.min + calls * API_CALL_MS.min,
	maxMs: maxMs + HELPER_START_MS.max + calls * API_CALL_MS.max,
	terms: [
		...terms,
		{
			kind: "route-change",
			startMs: HELPER_START_MS,
			calls,
			callMs: API_CALL_MS,
		},
	],
});

/** Adds what the cloud takes to lead a HAVIP to the new master. */
const withHavipSwitch = (
	{ minMs, maxMs, terms }: OutagePrediction,
	havip: HavipSwitch,
): OutagePrediction => ({
	minMs: minMs + havip.minMs,
	maxMs: maxMs + havip.maxMs,
	terms: [
		...terms,
		{ kind: "havip-switch", maxMs: havip.maxMs, source: havip.source },
	],
});

/**
 * Predicts the outage of one fault on the master.
 *
 * @param backupPriority priority of the best of the other nodes
 */
export function predictOutage(
	fault: PredictedFault,
	timing: TimingProfile,
	backupPriority: number,
	{
		routeChangeCalls,
		atomicNextHopChange = true,
		havipSwitch,
	}: OutageSurroundings = {},
): OutagePrediction {
	const switched = predictSwitch(fault, timing, backupPriority);
	if (routeChangeCalls === undefined) {
		// A node that is drained answers until the cloud leads elsewhere, however long that takes.
		return havipSwitch === undefined || fault === "drain"
			? switched
			: withHavipSwitch(switched, havipSwitch);
	}
	if (fault !== "drain") {
		return withRouteChange(switched, routeChangeCalls);
	}
	// The helper's work goes on while the old master still answers.
	return atomicNextHopChange
		? switched
		: {
				minMs: switched.minMs,
				maxMs: switched.maxMs + API_CALL_MS.max,
				terms: [
					...switched.terms,
					{ kind: "route-gap", maxMs: API_CALL_MS.max },
				],
			};
}

/** Until the backup is master and has announced itself. */
function predictSwitch(
	fault: PredictedFault,
	timing: TimingProfile,
	backupPriority: number,
): OutagePrediction {
	const skew = skewMs(timing, backupPriority);
	const advert = timing.advertIntervalSeconds * 1000;
	const skewTerm: OutageTerm = {
		kind: "skew",
		ms: skew,
		priority: backupPriority,
		...(timing.vrrpVersion === 3 && { intervalMs: advert }),
	};
	switch (fault) {
		case "drain":
			return {
				minMs: 0,
				maxMs: IN_FLIGHT_MS,
				terms: [{ kind: "answers-until-moved" }, { kind: "in-flight" }],
			};
		case "stop-keepalived":
			return {
				minMs: skew,
				maxMs: skew + TAKEOVER_MS,
				terms: [{ kind: "master-leaves" }, skewTerm],
			};
		case "manual-down-file":
			return {
				minMs: skew,
				maxMs: skew + TAKEOVER_MS,
				terms: [{ kind: "tracked-file" }, skewTerm],
			};
		case "crash-nginx":
			return {
				minMs: skew,
				maxMs: skew + PROCESS_EVENT_MS + TAKEOVER_MS,
				terms: [{ kind: "process-exits" }, skewTerm],
			};
		case "stop-nginx":
			return {
				minMs: skew,
				maxMs: skew + SERVICE_STOP_MS + PROCESS_EVENT_MS + TAKEOVER_MS,
				terms: [{ kind: "service-stops", maxMs: SERVICE_STOP_MS }, skewTerm],
			};
		case "error-500": {
			const { intervalSeconds, fall: checks } = timing.httpCheck;
			const intervalMs = intervalSeconds * 1000;
			return {
				minMs: (checks - 1) * intervalMs + skew,
				maxMs: checks * intervalMs + CHECK_MS + skew + TAKEOVER_MS,
				terms: [{ kind: "failed-checks", checks, intervalMs }, skewTerm],
			};
		}
		case "hang-nginx": {
			const {
				intervalSeconds,
				timeoutSeconds,
				fall: checks,
			} = timing.httpCheck;
			const intervalMs = intervalSeconds * 1000;
			const timeoutMs = timeoutSeconds * 1000;
			const later = (checks - 1) * Math.max(intervalMs, timeoutMs);
			return {
				minMs: timeoutMs + later + skew,
				maxMs: intervalMs + timeoutMs + later + CHECK_MS + skew + TAKEOVER_MS,
				terms: [
					{ kind: "timed-out-checks", checks, timeoutMs, intervalMs },
					skewTerm,
				],
			};
		}
		case "power-cut":
			return {
				minMs: 2 * advert + skew,
				maxMs: 3 * advert + skew + TAKEOVER_MS,
				terms: [
					{ kind: "missed-advertisements", intervals: 3, intervalMs: advert },
					skewTerm,
				],
			};
	}
}

/** Predicts the outage of every fault. */
export function predictOutages(
	timing: TimingProfile,
	backupPriority: number,
	surroundings: OutageSurroundings = {},
): Readonly<Record<PredictedFault, OutagePrediction>> {
	const predict = (fault: PredictedFault): OutagePrediction =>
		predictOutage(fault, timing, backupPriority, surroundings);
	return {
		drain: predict("drain"),
		"stop-keepalived": predict("stop-keepalived"),
		"manual-down-file": predict("manual-down-file"),
		"crash-nginx": predict("crash-nginx"),
		"stop-nginx": predict("stop-nginx"),
		"error-500": predict("error-500"),
		"hang-nginx": predict("hang-nginx"),
		"power-cut": predict("power-cut"),
	};
}
