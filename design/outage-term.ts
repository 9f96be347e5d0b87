import type { HavipSwitch } from "./clouds/cloud-profile";

/** Bounds of a time, in milliseconds. */
interface Bounds {
	readonly min: number;
	readonly max: number;
}

/** One thing that an outage is made of, as data: its `kind`, and the values that the arithmetic takes. */
export type OutageTerm =
	/** A drained master answers until no packet reaches it any more. */
	| { readonly kind: "answers-until-moved" }
	/** A request that is under way at the moment of the switch may be lost. */
	| { readonly kind: "in-flight" }
	/** The leaving master sends priority 0. */
	| { readonly kind: "master-leaves" }
	/** The tracked file leads to FAULT, which sends priority 0. */
	| { readonly kind: "tracked-file" }
	/** systemd notices that the process is gone and writes the tracked file. */
	| { readonly kind: "process-exits" }
	/** The service takes no connections while it stops; then systemd writes the tracked file. */
	| { readonly kind: "service-stops"; readonly maxMs: number }
	| {
			readonly kind: "failed-checks";
			readonly checks: number;
			readonly intervalMs: number;
	  }
	| {
			readonly kind: "timed-out-checks";
			readonly checks: number;
			readonly timeoutMs: number;
			readonly intervalMs: number;
	  }
	/** The master-down timer without its skew, since the last advertisement. */
	| {
			readonly kind: "missed-advertisements";
			readonly intervals: number;
			readonly intervalMs: number;
	  }
	/** (256 − priority)/256 of the advertisement interval; in VRRP version 2 of a second, and no interval is given. */
	| {
			readonly kind: "skew";
			readonly ms: number;
			readonly priority: number;
			readonly intervalMs?: number;
	  }
	/** The helper starts and calls the cloud's API; its times are assumed. */
	| {
			readonly kind: "route-change";
			readonly startMs: Bounds;
			readonly calls: number;
			readonly callMs: Bounds;
	  }
	/** The route leads nowhere for one call of the API, whose time is assumed. */
	| { readonly kind: "route-gap"; readonly maxMs: number }
	/** The cloud takes its time to lead a HAVIP to the new master. */
	| {
			readonly kind: "havip-switch";
			readonly maxMs: number;
			readonly source: HavipSwitch["source"];
	  };
