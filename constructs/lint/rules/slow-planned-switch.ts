import { skewMs } from "../../../design/outage";
import { havipRemark } from "../havip-remark";
import type { LintRule } from "../rule";

/** More than this for a switch that everybody knew of is worth a word. */
const LIMIT_MS = 100;

/** Low priorities make a planned switch slow. */
export const slowPlannedSwitch: LintRule = {
	id: "slow-planned-switch",
	severity: "warning",
	reason:
		"In VRRP version 2 a backup waits (256 − priority)/256 s even when the master says that it leaves.",
	remedy:
		'Use priorities close to 254, as the timing profile "safe" does, or version 3.',
	checkPair: ({ pair: { design } }) => {
		const { timing, nodes } = design;
		const priority = nodes[1]?.priority ?? timing.highestPriority;
		const skew = skewMs(timing, priority);
		return timing.vrrpVersion === 2 && skew > LIMIT_MS
			? [
					`a planned switch takes ${Math.round(skew)} ms at least: skew ${Number(skew.toFixed(1))} ms = (256 − ${priority})/256 × 1 s${havipRemark(design)}`,
				]
			: [];
	},
};
