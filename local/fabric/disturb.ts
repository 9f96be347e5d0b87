import type { PacketLoss } from "../../ports/bench";
import { lossStatement } from "../../ports/packet-loss";
import { type FabricPlan, portPlanOf } from "./fabric-plan";
import { type NftTable, renderTables } from "./table";

/** Beside the table that follows the cloud's state, so that neither touches the other. */
const LOSS_TABLE = "halab-faults";

/** Text for `nft -f` that makes the switch lose packets, and none but these. */
export function lossScript(
	losses: readonly PacketLoss[],
	fabric: FabricPlan,
): string {
	const empty = `table bridge ${LOSS_TABLE}\ndelete table bridge ${LOSS_TABLE}\n`;
	return losses.length === 0
		? empty
		: renderTables([lossTable(losses, fabric)]);
}

function lossTable(
	losses: readonly PacketLoss[],
	fabric: FabricPlan,
): NftTable {
	const rules = (hook: Hook): readonly string[] =>
		losses
			.filter((loss) => hookOf(loss) === hook)
			.map((loss) => lossRule(loss, fabric));
	const chain = (hook: Hook) => ({
		// Before anything else may answer or drop them.
		hook: `type filter hook ${hook} priority -250; policy accept;`,
		rules: rules(hook),
	});
	return {
		family: "bridge",
		name: LOSS_TABLE,
		sets: {},
		chains: {
			prerouting: chain("prerouting"),
			forward: chain("forward"),
			postrouting: chain("postrouting"),
		},
	};
}

type Hook = "prerouting" | "forward" | "postrouting";

/** Where a packet's machines are known: the sender from the beginning, both only while it is forwarded. */
function hookOf({ from, to }: PacketLoss): Hook {
	if (from !== undefined && to === undefined) {
		return "prerouting";
	}
	if (from === undefined && to !== undefined) {
		return "postrouting";
	}
	return "forward";
}

function lossRule(loss: PacketLoss, fabric: FabricPlan): string {
	const { from, to } = loss;
	return [
		...(from === undefined
			? []
			: [`iifname "${portPlanOf(fabric, from).port}"`]),
		...(to === undefined ? [] : [`oifname "${portPlanOf(fabric, to).port}"`]),
		lossStatement(loss),
	].join(" ");
}
