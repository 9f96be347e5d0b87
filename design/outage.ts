import type { TimingProfile } from "./timing";

/** Faults of the master whose outage is predicted. */
export const FAULT_IDS = [
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

/** Time from the death of the service's process until keepalived knows of it through the tracked file; measured. */
const PROCESS_EVENT_MS = 25;

/** Time that a service takes to end once it is told to, while it takes no connections any more; measured with nginx. */
const SERVICE_STOP_MS = 50;

/** Time that a failing run of the HTTP check takes; measured. */
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
	{ routeChangeCalls }: OutageSurroundings = {},
): OutagePrediction {
	const switched = predictSwitch(fault, timing, backupPriority);
	return routeChangeCalls === undefined
		? switched
		: withRouteChange(switched, routeChangeCalls);
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
			const interval = timing.checkIntervalSeconds * 1000;
			const later = (timing.checkFall - 1) * interval;
			return {
				minMs: later + skew,
				maxMs: later + interval + skew + CHECK_MS + TAKEOVER_MS,
				formula: `${timing.checkFall} failed check(s) every ${inMs(interval)}; ${skewText}`,
			};
		}
		case "hang-nginx": {
			const interval = timing.checkIntervalSeconds * 1000;
			const timeout = timing.checkTimeoutSeconds * 1000;
			const later = (timing.checkFall - 1) * interval;
			return {
				minMs: later + timeout + skew,
				maxMs: later + interval + timeout + skew + TAKEOVER_MS,
				formula: `${timing.checkFall} failed check(s) every ${inMs(interval)} with a time-out of ${inMs(timeout)}; ${skewText}`,
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
		"stop-keepalived": predict("stop-keepalived"),
		"manual-down-file": predict("manual-down-file"),
		"crash-nginx": predict("crash-nginx"),
		"stop-nginx": predict("stop-nginx"),
		"error-500": predict("error-500"),
		"hang-nginx": predict("hang-nginx"),
		"power-cut": predict("power-cut"),
	};
}
