import type { ProcessSnapshot } from "../../log/events";
import type { Finding } from "../../log/finding";
import { type Audit, verdictOn } from "./audit";

/** The nexthop helper gives up after this time. */
const LONGEST_SCRIPT_SECONDS = 60;
/**
 * The notify script's child has the helper migrate, then reconcile three times after pauses of 3, 5 and 8 s, each of which
 * ends as long after it as the pause was: 92 s by the deadlines. The rest is room for a call under way at one of them.
 */
const LONGEST_WAIT_SECONDS = 2 * LONGEST_SCRIPT_SECONDS + 5;

const isNotifyScript = ({ command }: ProcessSnapshot): boolean =>
	/^\S*bash \/etc\/keepalived\/notify_action\.sh /.test(command);

const isHelper = ({ command }: ProcessSnapshot): boolean =>
	command.includes("halab-nexthop");

/** The processes below others of the same kind. */
const childrenIn = (
	processes: readonly ProcessSnapshot[],
): readonly ProcessSnapshot[] =>
	processes.filter(({ parent }) => processes.some(({ pid }) => pid === parent));

/** One script reads the transitions, nothing is left over from scripts that were. */
export const noLeftOvers: Audit = (view) => {
	const complaints = view
		.snapshots("after")
		.flatMap(({ machine: node, processes }): readonly Finding[] => {
			const zombies = processes.filter(
				({ state, parent }) => state === "Z" && parent !== 0,
			);
			const scripts = processes.filter(isNotifyScript);
			const waiting = childrenIn(scripts);
			const readers = scripts.filter((one) => !waiting.includes(one));
			const old = readers.filter(
				({ seconds }) => seconds > LONGEST_SCRIPT_SECONDS,
			);
			const stuck = [
				...processes.filter(
					(one) => isHelper(one) && one.seconds > LONGEST_SCRIPT_SECONDS,
				),
				...waiting.filter(({ seconds }) => seconds > LONGEST_WAIT_SECONDS),
			];
			return [
				...zombies.map(
					({ command }): Finding => ({ kind: "zombie", node, command }),
				),
				...stuck.map(
					({ command, seconds }): Finding => ({
						kind: "runs-long",
						node,
						command,
						seconds,
					}),
				),
				...(readers.length === 0
					? [{ kind: "no-notify-script" as const, node }]
					: []),
				...(old.length > 1
					? [
							{
								kind: "several-notify-scripts" as const,
								node,
								times: old.length,
							},
						]
					: []),
			];
		});
	return verdictOn(view, "left-overs", complaints, {
		kind: "one-notify-script",
	});
};
