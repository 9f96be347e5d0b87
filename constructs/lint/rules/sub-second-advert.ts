import { havipRemark } from "../havip-remark";
import type { LintRule } from "../rule";

/** The nodes of a pair in a cloud give each other less than a second. */
export const subSecondAdvert: LintRule = {
	id: "sub-second-advert",
	severity: "warning",
	reason:
		"A virtual machine in a cloud may stand still for seconds, and every such pause is a failover then.",
	remedy:
		'Use the timing profile "safe", or suppress this with what the faster switch is worth.',
	checkPair: ({ pair: { design } }) => {
		const { name, advertIntervalSeconds } = design.timing;
		return advertIntervalSeconds < 1
			? [
					`the timing profile "${name}" has an advertisement interval of ${advertIntervalSeconds} s${havipRemark(design)}`,
				]
			: [];
	},
};
