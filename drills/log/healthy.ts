import type { SnapshotEvent } from "./event-log";
import type { Saying } from "./saying";

const nodesZh = (nodes: readonly string[]): string => nodes.join("、");

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
): readonly Saying[] {
	const unseen = nodes.filter((node) =>
		snapshots.every(({ machine }) => machine !== node),
	);
	return [
		...unseen.map((node) => ({
			en: `${node} is powered off or cannot be reached`,
			zh: `${node} 已断电或无法访问`,
		})),
		...vips.flatMap(({ address, instance }): readonly Saying[] => {
			const masters = snapshots
				.filter(({ states }) => states[instance] === "MASTER")
				.map(({ machine }) => machine);
			return [
				...(masters.length === 1
					? []
					: [
							{
								en:
									masters.length === 0
										? `no node is MASTER of ${instance}`
										: `${masters.join(" and ")} are MASTER of ${instance} at once`,
								zh:
									masters.length === 0
										? `${instance} 没有 MASTER 节点`
										: `${nodesZh(masters)} 同时是 ${instance} 的 MASTER`,
							},
						]),
				...snapshots.flatMap(({ machine, states, addresses }) => {
					const state = states[instance];
					const has = addresses.includes(address);
					if (state !== "MASTER" && state !== "BACKUP") {
						return [
							{
								en: `${machine} is ${state || "in no known state"} in ${instance}`,
								zh: `${machine} 在 ${instance} 中的状态为 ${state || "未知"}`,
							},
						];
					}
					return has === (state === "MASTER")
						? []
						: [
								{
									en: `${machine} is ${state} of ${instance} and ${has ? "has" : "does not have"} ${address}`,
									zh: `${machine} 是 ${instance} 的 ${state}，却${has ? "持有" : "没有"} ${address}`,
								},
							];
				}),
			];
		}),
	];
}
