import { defined } from "../../base/defined";
import type { SnapshotEvent } from "./events";
import type { Finding } from "./finding";

/** How many masters a virtual router has, if it is not one. */
function masterAilments(
	snapshots: readonly SnapshotEvent[],
	instance: string,
): readonly Finding[] {
	const nodes = snapshots
		.filter(({ states }) => states[instance] === "MASTER")
		.map(({ machine }) => machine);
	switch (nodes.length) {
		case 0:
			return [{ kind: "no-master", instance }];
		case 1:
			return [];
		default:
			return [{ kind: "several-masters", instance, nodes }];
	}
}

/** What is not as it should be in one node's part of a virtual router. */
function nodeAilments(
	node: string,
	instance: string,
	state: string | undefined,
	held: { readonly address: string; readonly has: boolean },
): readonly Finding[] {
	if (state !== "MASTER" && state !== "BACKUP") {
		return [
			{
				kind: "neither-master-nor-backup",
				node,
				instance,
				...defined({ state }),
			},
		];
	}
	return held.has === (state === "MASTER")
		? []
		: [{ kind: "address-against-state", node, instance, state, ...held }];
}

/**
 * What is not as it should be in a pair: every node runs, of each virtual router one node is master and all others are
 * backups, and exactly the masters have their addresses.
 *
 * @param snapshots one of each node that is on
 * @returns nothing where the pair is well
 */
export function ailments(
	snapshots: readonly SnapshotEvent[],
	nodes: readonly string[],
	vips: readonly { readonly address: string; readonly instance: string }[],
): readonly Finding[] {
	const unseen = nodes.filter((node) =>
		snapshots.every(({ machine }) => machine !== node),
	);
	return [
		...unseen.map((node): Finding => ({ kind: "node-away", node })),
		...vips.flatMap(({ address, instance }) => [
			...masterAilments(snapshots, instance),
			...snapshots.flatMap(({ machine: node, states, addresses }) =>
				nodeAilments(node, instance, states[instance], {
					address,
					has: addresses.includes(address),
				}),
			),
		]),
	];
}
