import type { TimingProfile } from "./timing";

/** Faults of the master whose outage is predicted. */
export const FAULT_IDS = [
	"drain",
	"stop-keepalived",
	"manual-down-file",
	"crash-nginx",
	"stop-nginx",
	"error-500",
	"hang-nginx",
	"power-cut",
] as const;
export type FaultId = (typeof FAULT_IDS)[number];

/** Bounds of the expected outage, in milliseconds, from the first lost to the first answered request. */
export interface OutagePrediction {
	readonly minMs: number;
	readonly maxMs: number;
	/** The arithmetic in words, e.g. `skew 11.7 ms = (256 − 253)/256 s`. */
	readonly formula: string;
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

const inMs = (ms: number): string => `${Number(ms.toFixed(1))} ms`;

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
}

/** Adds what the route takes to follow the new master. */
function withRouteChange(
	{ minMs, maxMs, formula }: OutagePrediction,
	calls: number,
): OutagePrediction {
	return {
		minMs: minMs + HELPER_START_MS.min + calls * API_CALL_MS.min,
		maxMs: maxMs + HELPER_START_MS.max + calls * API_CALL_MS.max,
		formula: `${formula}; the route: start of the helper ${HELPER_START_MS.min} to ${HELPER_START_MS.max} ms and ${calls} API calls of ${API_CALL_MS.min} to ${API_CALL_MS.max} ms (assumed)`,
	};
}

/**
 * Predicts the outage of one fault on the master.
 *
 * @param backupPriority priority of the best of the other nodes
 */
export function predictOutage(
	fault: FaultId,
	timing: TimingProfile,
	backupPriority: number,
	{ routeChangeCalls, atomicNextHopChange = true }: OutageSurroundings = {},
): OutagePrediction {
	const switched = predictSwitch(fault, timing, backupPriority);
	if (routeChangeCalls === undefined) {
		return switched;
	}
	if (fault !== "drain") {
		return withRouteChange(switched, routeChangeCalls);
	}
	// The helper's work goes on while the old master still answers.
	return atomicNextHopChange
		? switched
		: {
				...switched,
				maxMs: switched.maxMs + API_CALL_MS.max,
				formula: `${switched.formula}; no route leads anywhere for one API call of ${API_CALL_MS.max} ms at most (assumed)`,
			};
}

/** Until the backup is master and has announced itself. */
function predictSwitch(
	fault: FaultId,
	timing: TimingProfile,
	backupPriority: number,
): OutagePrediction {
	const skew = skewMs(timing, backupPriority);
	const advert = timing.advertIntervalSeconds * 1000;
	const skewText = `skew ${inMs(skew)} = (256 − ${backupPriority})/256 × ${timing.vrrpVersion === 2 ? "1 s" : inMs(advert)}`;
	switch (fault) {
		case "drain":
			return {
				minMs: 0,
				maxMs: IN_FLIGHT_MS,
				formula:
					"the old master answers until no packet reaches it any more; a request in flight at the moment of the switch may be lost",
			};
		case "stop-keepalived":
			return {
				minMs: skew,
				maxMs: skew + TAKEOVER_MS,
				formula: `the leaving master sends priority 0; ${skewText}`,
			};
		case "manual-down-file":
			return {
				minMs: skew,
				maxMs: skew + TAKEOVER_MS,
				formula: `FAULT by the tracked file sends priority 0; ${skewText}`,
			};
		case "crash-nginx":
			return {
				minMs: skew,
				maxMs: skew + PROCESS_EVENT_MS + TAKEOVER_MS,
				formula: `systemd writes the tracked file, FAULT sends priority 0; ${skewText}`,
			};
		case "stop-nginx":
			return {
				minMs: skew,
				maxMs: skew + SERVICE_STOP_MS + PROCESS_EVENT_MS + TAKEOVER_MS,
				formula: `nginx takes no connections while it stops (${SERVICE_STOP_MS} ms at most), then systemd writes the tracked file; ${skewText}`,
			};
		case "error-500": {
			const { intervalSeconds, fall } = timing.httpCheck;
			const interval = intervalSeconds * 1000;
			return {
				minMs: (fall - 1) * interval + skew,
				maxMs: fall * interval + CHECK_MS + skew + TAKEOVER_MS,
				formula: `${fall} failed check(s) every ${inMs(interval)}; ${skewText}`,
			};
		}
		case "hang-nginx": {
			const { intervalSeconds, timeoutSeconds, fall } = timing.httpCheck;
			const interval = intervalSeconds * 1000;
			const timeout = timeoutSeconds * 1000;
			const later = (fall - 1) * Math.max(interval, timeout);
			return {
				minMs: timeout + later + skew,
				maxMs: interval + timeout + later + CHECK_MS + skew + TAKEOVER_MS,
				formula: `${fall} check(s) with a time-out of ${inMs(timeout)}, every ${inMs(interval)}; ${skewText}`,
			};
		}
		case "power-cut":
			return {
				minMs: 2 * advert + skew,
				maxMs: 3 * advert + skew + TAKEOVER_MS,
				formula: `3 advertisement intervals of ${inMs(advert)} since the last advertisement; ${skewText}`,
			};
	}
}

/** Predicts the outage of every fault. */
export function predictOutages(
	timing: TimingProfile,
	backupPriority: number,
	surroundings: OutageSurroundings = {},
): Readonly<Record<FaultId, OutagePrediction>> {
	const predict = (fault: FaultId): OutagePrediction =>
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
