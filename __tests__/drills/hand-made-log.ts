import { reportDrill } from "../../drills/analysis/drill-report";
import { type EventLog, inOrder } from "../../drills/log/event-log";
import type {
	DrillEvent,
	LoggedEvent,
	SnapshotEvent,
} from "../../drills/log/events";

export const MS = 1e6;
export const VIP = "10.34.0.200";

/** What differs from a good drill: fault at 300 ms, healed at 600 ms, a request every 10 ms for a second. */
export interface HandMade {
	readonly outageMs?: number;
	readonly drill?: Partial<DrillEvent>;
	/** The address returns 100 ms after healing. */
	readonly failsBack?: boolean;
	readonly nobodyTakesOver?: boolean;
	/** Who is master in the last snapshot, and has the address. */
	readonly mastersAtEnd?: readonly string[];
	/** Changes of the last snapshots. */
	readonly after?: Partial<SnapshotEvent>;
	readonly more?: readonly LoggedEvent[];
}

const NODES = ["node-1", "node-2"];

const snapshots = (
	moment: SnapshotEvent["moment"],
	timeMs: number,
	masters: readonly string[],
	changes: Partial<SnapshotEvent> = {},
): SnapshotEvent[] =>
	NODES.map((machine) => ({
		type: "snapshot",
		timeNs: timeMs * MS,
		moment,
		machine,
		states: { VI_1: masters.includes(machine) ? "MASTER" : "BACKUP" },
		addresses: masters.includes(machine) ? [VIP] : [],
		files: { "/etc/keepalived/keepalived.conf": "sum" },
		processes: [
			{
				...{ pid: 81, parent: 80 },
				state: "S",
				seconds: 100,
				command: "/bin/bash /etc/keepalived/notify_action.sh /run/halab/fifo",
			},
		],
		...changes,
	}));

export const state = (
	timeMs: number,
	machine: string,
	to: "MASTER" | "BACKUP" | "FAULT" | "STOP",
): LoggedEvent => ({
	...{ type: "vrrp", timeNs: timeMs * MS, machine, instance: "VI_1" },
	state: to,
});

export const line = (
	timeMs: number,
	machine: string,
	text: string,
): LoggedEvent => ({
	...{ type: "log", timeNs: timeMs * MS, machine },
	source: "Keepalived_vrrp",
	text,
});

/** The log of a drill that stops keepalived on node-1. */
export function handMadeLog(made: HandMade = {}): EventLog {
	const outageMs = made.outageMs ?? 20;
	const events: LoggedEvent[] = [
		{
			type: "drill",
			timeNs: 0,
			drill: "stop-keepalived",
			lab: "havip-nopreempt",
			cloud: "tencentcloud",
			timing: "safe",
			intervalMs: 10,
			advertIntervalMs: 1000,
			vip: VIP,
			instance: "VI_1",
			vips: [{ address: VIP, instance: "VI_1" }],
			preemption: "nopreempt",
			nodes: NODES,
			targets: ["node-1"],
			vantages: ["client"],
			expectation: { outcome: "takeover", prediction: "stop-keepalived" },
			prediction: { minMs: 12, maxMs: 37, terms: [{ kind: "master-leaves" }] },
			phaseMs: 0,
			...made.drill,
		},
		{
			type: "fault",
			timeNs: 300 * MS,
			action: "inject",
			machine: "node-1",
			command: "systemctl stop keepalived",
		},
		{
			type: "fault",
			timeNs: 600 * MS,
			action: "heal",
			machine: "node-1",
			command: "systemctl start keepalived",
		},
		...snapshots("before", 10, ["node-1"]),
		...snapshots("during", 550, made.nobodyTakesOver ? [] : ["node-2"]),
		...snapshots("after", 990, made.mastersAtEnd ?? ["node-2"], made.after),
		state(301, "node-1", "STOP"),
		...(made.nobodyTakesOver ? [] : [state(312, "node-2", "MASTER")]),
		state(650, "node-1", "BACKUP"),
		...(made.mastersAtEnd?.includes("node-1") && !made.failsBack
			? [state(989, "node-1", "MASTER")]
			: []),
		...(made.failsBack
			? [state(699, "node-2", "BACKUP"), state(700, "node-1", "MASTER")]
			: []),
		...(made.more ?? []),
	];
	for (let sequence = 0; sequence < 100; sequence++) {
		const ms = sequence * 10;
		const lost = ms >= 300 && (made.nobodyTakesOver || ms < 300 + outageMs);
		const node =
			ms < 300 || (made.failsBack && ms >= 700) ? "node-1" : "node-2";
		events.push({
			type: "probe",
			timeNs: ms * MS,
			vantage: "client",
			sequence,
			intendedNs: ms * MS,
			latencyMs: 1,
			...(lost ? { lost: "timeout" } : { node }),
		});
	}
	return inOrder(events);
}

/** The audits that such a drill fails. */
export const failed = (made: HandMade): readonly string[] =>
	reportDrill(handMadeLog(made))
		.audits.filter(({ passed }) => !passed)
		.map(({ audit }) => audit);
