import type { SnapshotEvent } from "./event-log";

/**
 * What keeps a pair from being as it should be, in words: the counterpart of `isHealthy` for people.
 *
 * @param snapshots one of each node that is on
 */
export function unwell(
	snapshots: readonly SnapshotEvent[],
	nodes: readonly string[],
	vips: readonly { readonly address: string; readonly instance: string }[],
): readonly string[] {
	const off = nodes
		.filter((node) => !snapshots.some(({ machine }) => machine === node))
		.map((node) => `${node} is powered off`);
	const ofVips = vips.flatMap(({ address, instance }) => {
		const masters = snapshots
			.filter(({ states }) => states[instance] === "MASTER")
			.map(({ machine }) => machine);
		const odd = snapshots.flatMap(({ machine, states, addresses }) => {
			const state = states[instance] ?? "unknown";
			const holds = addresses.includes(address);
			return [
				...(state === "MASTER" || state === "BACKUP"
					? []
					: [`${machine} is in state ${state} of ${instance}`]),
				...(holds === (state === "MASTER")
					? []
					: [
							`${machine} ${holds ? "has" : "has not"} ${address}, though it is ${state}`,
						]),
			];
		});
		return [
			...(masters.length === 0 ? [`no node is MASTER of ${address}`] : []),
			...(masters.length > 1
				? [`${masters.join(" and ")} are MASTER of ${address} at once`]
				: []),
			...odd,
		];
	});
	return [...off, ...ofVips];
}
