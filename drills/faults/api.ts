import type { ApiFault } from "../../ports/bench";
import type { DrillPlan } from "../run/drill-plan";
import type { BenchAbilities, Fault } from "../run/fault";
import type { FaultName } from "../text/en/faults";
import { systemctl } from "./service";

/** Why a fault of the API is nothing for a lab. */
function unfit(
	{ pair }: DrillPlan,
	{ breakApi }: BenchAbilities,
): string | undefined {
	if (pair.vips.every(({ kind }) => kind !== "route")) {
		return "the nodes move the address by ARP: they ask no API";
	}
	return breakApi === undefined
		? "the API of this bench is the cloud's own: it cannot be told to fail"
		: undefined;
}

/** What the helper needs besides the fault: its waits between two tries, and several calls of an API. */
const HELPER_MS = 5000;

/** The API misbehaves, and just then a takeover needs it. */
const takeoverWith = (
	id: FaultName,
	fault: ApiFault,
	delayMs: number,
): Fault => ({
	id,
	target: "master",
	expectation: { outcome: "takeover", limitMs: delayMs + HELPER_MS },
	unfit,
	prepare: ({ bench }) => bench.breakApi(fault),
	inject: systemctl("stop", "keepalived"),
	heal: async (context) => {
		await context.bench.healApi();
		await systemctl("start", "keepalived")(context);
	},
});

/** Ends by itself also when nobody heals it. */
const FOR_MS = 60_000;

export const apiSlow = takeoverWith(
	"api-slow",
	{ kind: "latency", milliseconds: 1000, forMs: FOR_MS },
	5000,
);

export const apiThrottled = takeoverWith(
	"api-throttled",
	{ kind: "throttle", changes: true, count: 3, forMs: FOR_MS },
	3000,
);

export const taskConflict = takeoverWith(
	"api-task-conflict",
	{ kind: "task-conflict", count: 3, forMs: FOR_MS },
	3000,
);

export const lostAnswer = takeoverWith(
	"api-lost-answer",
	{ kind: "lost-answer", changes: true, count: 2, forMs: FOR_MS },
	3000,
);

export const staleReads = takeoverWith(
	"api-stale-reads",
	{ kind: "stale-read", milliseconds: 5000, forMs: FOR_MS },
	5000,
);

export const credentialExpired = takeoverWith(
	"credential-expired",
	{ kind: "expired-credential", changes: true, count: 2, forMs: FOR_MS },
	3000,
);

const DOWN_MS = 5000;
const LONG_DOWN_MS = 60_000;

export const apiDown = takeoverWith(
	"api-down",
	{ kind: "refuse", forMs: DOWN_MS },
	DOWN_MS,
);

/** Longer than the helper tries at a stretch: its timer has to begin again. */
export const apiDownForLong = takeoverWith(
	"api-down-60s",
	{ kind: "refuse", forMs: LONG_DOWN_MS },
	LONG_DOWN_MS + 30_000,
);
