import type { ProcessSnapshot } from "../event-log";
import { type Audit, verdict } from "./audit";

/** The nexthop helper gives up after this time. */
const LONGEST_SCRIPT_SECONDS = 60;

const isNotifyScript = ({ command }: ProcessSnapshot): boolean =>
	/^\S*bash \/etc\/keepalived\/notify_action\.sh /.test(command);

const isScript = ({ command }: ProcessSnapshot): boolean =>
	/check_http\.sh|halab-nexthop/.test(command);

/** One script reads the transitions, nothing is left over from scripts that were. */
export const noLeftOvers: Audit = (view) => {
	const complaints = view
		.snapshots("after")
		.flatMap(({ machine, processes }) => {
			const zombies = processes.filter(
				({ state, parent }) => state === "Z" && parent !== 0,
			);
			const readers = processes.filter(isNotifyScript);
			const old = readers.filter(
				({ seconds }) => seconds > LONGEST_SCRIPT_SECONDS,
			);
			const stuck = processes.filter(
				(one) => isScript(one) && one.seconds > LONGEST_SCRIPT_SECONDS,
			);
			return [
				...zombies.map(({ command }) => `zombie ${command} on ${machine}`),
				...stuck.map(
					({ command, seconds }) =>
						`${command} has run for ${seconds} s on ${machine}`,
				),
				...(readers.length === 0
					? [`notify_action.sh does not run on ${machine}`]
					: []),
				...(old.length > 1
					? [`notify_action.sh runs ${old.length} times on ${machine}`]
					: []),
			];
		});
	return verdict(
		view,
		"no zombies, no scripts left over",
		complaints.length === 0,
		complaints.join("; ") || "one notify script on each node",
	);
};
