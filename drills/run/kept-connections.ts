import type { ProbeSample } from "../../ports/probe-sample";
import type { ConnectionEvent } from "../log/events";

/** What became of the kept connections of a probe, from its requests in their order. */
export function keptConnections(
	vantage: string,
	samples: readonly ProbeSample[] = [],
): readonly ConnectionEvent[] {
	const answering = new Map<number, string>();
	return samples.flatMap((sample): ConnectionEvent[] => {
		const { connection, node, lost, intendedNs, latencyMs } = sample;
		if (connection === undefined) {
			return [];
		}
		const known = answering.get(connection);
		const at = {
			type: "connection",
			timeNs: intendedNs + latencyMs * 1e6,
			...{ vantage, connection },
		} as const;
		if (node !== undefined && known === undefined) {
			answering.set(connection, node);
			return [{ ...at, state: "opened", node }];
		}
		if (lost !== undefined && known !== undefined) {
			answering.delete(connection);
			return [{ ...at, state: "broken", node: known, reason: lost }];
		}
		return [];
	});
}
