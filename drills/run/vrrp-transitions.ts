import type { LogEvent, VrrpEvent, VrrpState } from "../log/events";

const ENTERING = /^\((\S+)\) Entering (MASTER|BACKUP|FAULT) STATE/;
const LEAVING = /^\((\S+)\) sent 0 priority/;

const isState = (text: string | undefined): text is VrrpState =>
	text === "MASTER" || text === "BACKUP" || text === "FAULT";

/**
 * The transitions that keepalived logged. A master that stops logs no state, only that it sends priority 0; one that
 * goes to FAULT logs that first.
 */
export function vrrpTransitions(lines: readonly LogEvent[]): VrrpEvent[] {
	const faulty = new Set<string>();
	const transitions: VrrpEvent[] = [];
	for (const { timeNs, machine, source, text } of lines) {
		if (source !== "Keepalived_vrrp") {
			continue;
		}
		const [, entered, state] = ENTERING.exec(text) ?? [];
		if (entered !== undefined && isState(state)) {
			faulty.delete(`${machine} ${entered}`);
			if (state === "FAULT") {
				faulty.add(`${machine} ${entered}`);
			}
			transitions.push({
				...{ type: "vrrp", timeNs, machine, instance: entered, state },
			});
		}
		const [, left] = LEAVING.exec(text) ?? [];
		if (left !== undefined && !faulty.has(`${machine} ${left}`)) {
			transitions.push({
				...{ type: "vrrp", timeNs, machine, instance: left, state: "STOP" },
			});
		}
	}
	return transitions;
}
