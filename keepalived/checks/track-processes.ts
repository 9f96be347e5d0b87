import { show } from "../keywords/context";
import type { Rule } from "./rule";

/** The kernel keeps this many characters of a process's name. */
const MAX_NAME = 15;

/** What a process is found by can match, and the quorum can be met. */
export const trackProcesses: Rule = (config, context) => {
	config.vrrpTrackProcesses?.forEach((tracked, index) => {
		const at = context.at("vrrpTrackProcesses").atIndex(index, tracked.name);
		const byCommandLine =
			tracked.fullCommand === true ||
			tracked.paramMatch !== undefined ||
			tracked.process.includes(" ");
		if (!byCommandLine && tracked.process.length > MAX_NAME) {
			at.at("process").refuse({
				given: `${show(tracked.process)}, ${tracked.process.length} characters`,
				allowed: `the name as \`ps -o comm\` shows it, at most ${MAX_NAME} characters`,
				remedy:
					"Cut the name to what the kernel keeps, or set fullCommand to compare with the command line.",
			});
		}
		const { quorum = 1, quorumMax } = tracked;
		if (quorumMax !== undefined && quorumMax < quorum) {
			at.at("quorumMax").refuse({
				given: `${quorumMax} with a quorum of ${quorum}`,
				allowed: "at least the quorum",
				remedy: "Raise quorumMax or lower quorum.",
			});
		}
	});
};
