import type { SnapshotEvent } from "./event-log";

/**
 * Whether a pair is as it should be: every node runs, of each virtual router one node is master and all others are
 * backups, and exactly the masters have their addresses.
 *
 * @param snapshots one of each node that is on
 */
export const isHealthy = (
	snapshots: readonly SnapshotEvent[],
	nodes: readonly string[],
	vips: readonly { readonly address: string; readonly instance: string }[],
): boolean =>
	nodes.every((node) => snapshots.some(({ machine }) => machine === node)) &&
	vips.every(({ address, instance }) => {
		const states = snapshots.map((snapshot) => snapshot.states[instance]);
		return (
			states.filter((state) => state === "MASTER").length === 1 &&
			states.every((state) => state === "MASTER" || state === "BACKUP") &&
			snapshots.every(
				(snapshot) =>
					snapshot.addresses.includes(address) ===
					(snapshot.states[instance] === "MASTER"),
			)
		);
	});
