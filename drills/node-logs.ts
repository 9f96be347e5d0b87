import type { Bench, ClockOffsets, RunningCommand } from "../ports/bench";
import type { LogEvent, NexthopEvent } from "./event-log";
import { journalCommand, readJournal } from "./journal";
import { readNexthopLog } from "./nexthop-log";

/** A moment of the bench's clock on the machine's wall clock. */
const epochMs = (timeNs: number, { wallNs }: ClockOffsets): number =>
	(timeNs - wallNs) / 1e6;

/**
 * The nodes' logs during a drill. A node's journal is lost with its power, so it is read while it is written; what a
 * node writes after it was powered on again is read at the end.
 */
export class NodeLogs {
	private constructor(
		private readonly bench: Bench,
		private readonly units: readonly string[],
		private readonly sinceNs: number,
		private readonly followed: ReadonlyMap<string, RunningCommand>,
	) {}

	/** @param service the unit whose lines are wanted beside keepalived's, without its `.service` */
	static async follow(bench: Bench, service: string): Promise<NodeLogs> {
		const units = ["keepalived", service];
		const sinceNs = bench.now();
		const commands = await Promise.all(
			bench.nodes.map(
				async (node) =>
					[
						node,
						await bench.start(
							node,
							journalCommand(
								units,
								epochMs(sinceNs, await bench.clockOffsets(node)),
								true,
							),
						),
					] as const,
			),
		);
		return new NodeLogs(bench, units, sinceNs, new Map(commands));
	}

	/** Ends following and returns everything that was written since it began, in the order of time. */
	async stop(): Promise<readonly (LogEvent | NexthopEvent)[]> {
		const logs = await Promise.all(
			[...this.followed].map(async ([node, command]) => {
				const outputs = [await command.stop()];
				const offsets = await this.bench.clockOffsets(node);
				if (!(await this.bench.isOn(node))) {
					return readJournal(node, outputs, offsets);
				}
				const rest = journalCommand(
					this.units,
					epochMs(this.sinceNs, offsets),
					false,
				);
				outputs.push((await this.bench.run(node, rest)).stdout);
				const { stdout } = await this.bench.run(node, [
					...["tail", "-n", "500", "/var/log/keepalived.log"],
				]);
				return [
					...readJournal(node, outputs, offsets),
					...readNexthopLog(node, stdout, offsets).filter(
						({ timeNs }) => timeNs >= this.sinceNs,
					),
				];
			}),
		);
		return logs.flat().sort((left, right) => left.timeNs - right.timeNs);
	}
}
