import type { ProbeSample } from "../ports/bench";

/** One thing that happened during a drill. Times are nanoseconds of one monotonic clock. */
export type DrillEvent =
	| {
			readonly type: "drill";
			readonly timeNs: number;
			readonly drill: string;
			readonly lab: string;
			readonly cloud: string;
			readonly timing: string;
			readonly intervalMs: number;
	  }
	| ({ readonly type: "probe"; readonly timeNs: number } & ProbeSample)
	| {
			readonly type: "fault";
			readonly timeNs: number;
			readonly action: "inject" | "heal";
			readonly machine: string;
			readonly command: string;
	  }
	| {
			readonly type: "vrrp";
			readonly timeNs: number;
			readonly machine: string;
			readonly state: string;
	  };

/** The time-ordered record of a drill; everything that is reported is a function of it. */
export type EventLog = readonly DrillEvent[];

/** The events in the order of their time. */
export const inOrder = (events: readonly DrillEvent[]): EventLog =>
	[...events].sort((left, right) => left.timeNs - right.timeNs);

/** The log as NDJSON: one JSON object per line. */
export const toNdjson = (log: EventLog): string =>
	log.map((event) => `${JSON.stringify(event)}\n`).join("");
