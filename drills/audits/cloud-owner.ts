import type { CloudEvent } from "../../ports/cloud-event";
import { inOne } from "../saying";
import { type Audit, verdict } from "./audit";

/** What leads packets to a node, in Chinese. */
const BY_ZH = { route: "路由", announcement: "免费 ARP" } as const;

const leadsTo = (event: CloudEvent, address: string): boolean =>
	(event.type === "route" && event.destination === `${address}/32`) ||
	(event.type === "announcement" && event.address === address);

/** The cloud sends each address to the node that is its VRRP master. */
export const cloudFollowsMaster: Audit = (view) => {
	const { log, drill } = view;
	const after = view.snapshots("after");
	const found = drill.vips.flatMap(({ address, instance }) => {
		const last = log.findLast(
			(event) =>
				(event.type === "route" || event.type === "announcement") &&
				leadsTo(event, address),
		);
		const master = after.find(({ states }) => states[instance] === "MASTER");
		return last !== undefined &&
			(last.type === "route" || last.type === "announcement")
			? [{ address, to: last.machine, by: last.type, master: master?.machine }]
			: [];
	});
	return found.length === 0
		? undefined
		: verdict(
				view,
				"the cloud leads to the master",
				found.every(({ to, master }) => to === master),
				inOne(
					found.map(({ address, to, by, master }) => ({
						en: `${address} leads to ${to ?? "nobody"} (${by}), MASTER is ${master ?? "nobody"}`,
						zh: `${address} ${to === undefined ? "不指向任何节点" : `指向 ${to}`}（${BY_ZH[by]}），${master === undefined ? "无人处于 MASTER 状态" : `MASTER 为 ${master}`}`,
					})),
				),
			);
};
