/** Names of the timing profiles. */
export const TIMING_NAMES = ["classic", "safe", "fast", "lab"] as const;
export type TimingName = (typeof TIMING_NAMES)[number];

/** How often something is checked and what that leads to. */
export interface CheckTiming {
	/** Seconds between the starts of two runs. After a run that took longer the next one starts at once. */
	readonly intervalSeconds: number;
	/** Seconds after which a run counts as failed. */
	readonly timeoutSeconds: number;
	/** Failed runs in a row until the node goes to FAULT. */
	readonly fall: number;
	/** Good runs in a row until the node leaves FAULT. */
	readonly rise: number;
}

/** The figures that decide how fast a pair notices a fault and how fast the other node takes over. */
export interface TimingProfile {
	readonly name: TimingName;
	readonly vrrpVersion: 2 | 3;
	/** Seconds between two advertisements. Version 2 knows whole seconds only; version 3 goes down to 0.01. */
	readonly advertIntervalSeconds: number;
	/** Priority of the first node. */
	readonly highestPriority: number;
	/** How much lower each further node's priority is; 0 gives all nodes the same. */
	readonly priorityStep: number;
	/** How the watchdog asks the service over HTTP. */
	readonly httpCheck: CheckTiming;
	/** How keepalived runs a check script: in whole seconds, which is all that it knows before 2.3.2. */
	readonly scriptCheck: CheckTiming;
}

/**
 * The timing profiles.
 *
 * - `classic`: the figures of the Tencent tutorial (VRRP version 2, 1 s, equal priorities of 30, check every 5 s).
 * - `safe`: the default for clouds. Version 2, 1 s: a node that stalls for two seconds keeps the address.
 *   Priorities close to 254 make the version 2 skew, (256 − priority)/256 s, vanish.
 * - `fast`: sub-second detection, version 3, 0.1 s. On a cloud's HAVIP it saves 2.7 s of detection at a power cut and
 *   10 ms at a planned switch; the cloud's own time to move the address (`havipSwitch` of the capabilities) stays.
 * - `lab`: the protocol's floor, version 3, 0.01 s. For the local machine, where nothing steals the CPU for long.
 */
export const TIMING_PROFILES: Readonly<Record<TimingName, TimingProfile>> = {
	classic: {
		name: "classic",
		vrrpVersion: 2,
		advertIntervalSeconds: 1,
		highestPriority: 30,
		priorityStep: 0,
		httpCheck: {
			intervalSeconds: 5,
			timeoutSeconds: 5,
			fall: 1,
			rise: 1,
		},
		scriptCheck: {
			intervalSeconds: 5,
			timeoutSeconds: 5,
			fall: 1,
			rise: 1,
		},
	},
	safe: {
		name: "safe",
		vrrpVersion: 2,
		advertIntervalSeconds: 1,
		highestPriority: 254,
		priorityStep: 1,
		httpCheck: {
			intervalSeconds: 0.25,
			timeoutSeconds: 0.5,
			fall: 2,
			rise: 2,
		},
		scriptCheck: {
			intervalSeconds: 1,
			timeoutSeconds: 1,
			fall: 2,
			rise: 2,
		},
	},
	fast: {
		name: "fast",
		vrrpVersion: 3,
		advertIntervalSeconds: 0.1,
		highestPriority: 254,
		priorityStep: 1,
		httpCheck: {
			intervalSeconds: 0.1,
			timeoutSeconds: 0.2,
			fall: 2,
			rise: 2,
		},
		scriptCheck: {
			intervalSeconds: 1,
			timeoutSeconds: 1,
			fall: 1,
			rise: 2,
		},
	},
	lab: {
		name: "lab",
		vrrpVersion: 3,
		advertIntervalSeconds: 0.01,
		highestPriority: 254,
		priorityStep: 1,
		httpCheck: {
			intervalSeconds: 0.05,
			timeoutSeconds: 0.1,
			fall: 2,
			rise: 2,
		},
		scriptCheck: {
			intervalSeconds: 1,
			timeoutSeconds: 1,
			fall: 1,
			rise: 2,
		},
	},
};
