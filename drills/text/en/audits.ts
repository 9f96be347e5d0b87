import type { AuditId, Finding } from "../../log/finding";
import type { Words } from "../say";

/** What each audit demands. */
export const AUDITS: Readonly<Record<AuditId, string>> = {
	"outcome-takeover": "another node took over",
	"outcome-unnoticed": "nobody noticed the fault",
	"outcome-interruption": "the service was away and came back after healing",
	"outcome-split-brain": "both nodes were master at once",
	"outcome-degradation": "the service was disturbed and came through",
	"well-before": "the service was well before the fault",
	"within-prediction": "within the prediction",
	"hard-bound": "no outage beyond the hard bound",
	"other-addresses": "the other addresses are served meanwhile",
	"one-owner-during-fault": "one owner while the fault lasts",
	"one-master-after-healing": "one master after healing",
	"well-again": "the pair is well again",
	"steady-nodes": "the nodes settle after healing",
	"two-masters": "never two masters for long",
	"moved-back": "the preferred node has the address again",
	"did-not-move-back": "the address did not move back",
	"did-not-move": "the address did not move",
	"cloud-follows-master": "the cloud leads to the master",
	flapping: "what leads to the address does not flap",
	"everybody-finds-master": "everybody finds the master",
	"only-master-answers": "only the master answers",
	"files-intact": "configuration and state files intact",
	"left-overs": "no zombies, no scripts left over",
	"full-disks": "the disks were full",
	"whole-log": "no request is missing in the log",
};

const both = (nodes: readonly string[]): string =>
	nodes.join(" and ") || "nobody";

const whole = (ms: number): string => `${ms.toFixed(0)} ms`;

/** What the audits found. */
export const FINDINGS: Words<Finding> = {
	answered: ({ before, after }) => `${before} answered before, ${after} after`,
	unnoticed: ({ before, after, lost, broken }) =>
		`${before} answered before, ${after} after; ${lost} requests lost, ${broken} kept connections broken`,
	"split-brain": ({ ms, lost }) =>
		`two masters for ${whole(ms)} while the fault lasted; ${lost} requests lost`,
	disturbed: ({ lost, atEnd }) =>
		`${lost} requests lost while the fault lasted, ${atEnd} answers at the end`,
	interrupted: ({ lost, last, atEnd }) =>
		`${lost} requests lost while the fault lasted, ${last} answered at its end, ${atEnd} after healing`,

	"lost-before": ({ lost, vantage, address }) =>
		`${lost} requests from ${vantage} for ${address} were lost before it`,
	"nothing-lost-before": () => "no request was lost before it",

	outage: ({ ms, maxMs, by, resolutionMs }) =>
		`measured ${whole(ms)}, ${by === "limit" ? "allowed" : "predicted"} at most ${whole(maxMs)}, resolution ${resolutionMs} ms`,
	"longest-outage": ({ address, vantage, ms, allowedMs }) =>
		`${address} away for ${whole(ms)} from ${vantage}, allowed are ${whole(allowedMs)} on the busiest computer`,
	away: ({ address, ms, allowedMs }) =>
		`${address} away for ${whole(ms)}, allowed are ${whole(allowedMs)}`,

	holders: ({ address, nodes }) => `${address} on ${both(nodes)}`,
	masters: ({ instance, masters, holders, answers }) =>
		`${instance === undefined ? "" : `${instance} `}MASTER: ${masters.join(", ") || "nobody"}; ${both(holders)} has the address${answers === undefined ? "" : `; ${answers} answers`}`,
	"two-masters": ({ ms, allowedMs, afterHealing }) =>
		`two masters for ${whole(ms)}${afterHealing ? " after healing" : ""}, allowed are ${whole(allowedMs)}`,

	"node-away": ({ node }) => `${node} is powered off or cannot be reached`,
	"no-master": ({ instance }) => `no node is MASTER of ${instance}`,
	"several-masters": ({ instance, nodes }) =>
		`${both(nodes)} are MASTER of ${instance} at once`,
	"neither-master-nor-backup": ({ node, instance, state }) =>
		`${node} is ${state || "in no known state"} in ${instance}`,
	"address-against-state": ({ node, instance, state, address, has }) =>
		`${node} is ${state} of ${instance} and ${has ? "has" : "does not have"} ${address}`,
	"pair-well": () => "one MASTER, all other nodes BACKUP",

	"most-transitions": ({ times, allowed }) =>
		`${times} VRRP transitions of one node at most, allowed are ${allowed}`,
	transitions: ({ node, instance, times, allowed }) =>
		`${times} VRRP transitions of ${node} in ${instance}, allowed are ${allowed}`,

	"way-back": ({ preferred, atEnd, ms, maxMs }) =>
		`${preferred} is preferred, ${atEnd} answers at the end; ${whole(ms)} away after healing${maxMs === undefined ? "" : `, predicted at most ${whole(maxMs)}`}`,
	stayed: ({ atEnd, targets, lost }) =>
		`${atEnd} answers after ${targets.join(", ")} is well again; ${lost} requests lost meanwhile`,

	"leads-to": ({ address, to, masters, unexplained, astray }) =>
		`${address} leads to ${to ?? "nobody"}${unexplained ? ", which no event explains" : ""}${astray ? ", and did not lead to the master before the fault" : ""}, MASTER is ${both(masters)}`,
	changes: ({ address, times, allowed, withinMinute }) =>
		`${address}: ${times} changes, allowed are ${allowed}${withinMinute === undefined ? "" : `; ${withinMinute.times} within a minute, allowed are ${withinMinute.allowed}`}`,

	"nobody-asked": ({ address, vantage }) =>
		`nobody asked for ${address} from ${vantage || "anywhere"}`,
	"unanswered-until-healing": ({ address, vantage }) =>
		`nobody answers ${vantage} at ${address} until healing`,
	"answers-at-end": ({ address, vantage, node }) =>
		`at the end ${node} answers ${vantage} at ${address}`,
	"all-find-master": () => "at the end it answers every vantage point",

	"wrong-answers": ({ times, nodes }) =>
		`${times} answers from ${nodes.join(", ")} while it was not master`,
	"only-master-answered": () =>
		"every answer came from the node that was master",

	"not-seen-before": ({ node }) => `nobody looked at ${node} before the fault`,
	"configuration-unread": ({ node }) =>
		`nobody read the configuration of ${node}`,
	"file-changed": ({ node, path }) => `${path} of ${node} is another one`,
	"state-file-wrong": ({ node, instance, state, last }) =>
		`/var/keepalived/${instance}.state of ${node} says ${state || "nothing"}, keepalived was ${last} last`,
	"files-same": () => "the same as before; the states are keepalived's",

	zombie: ({ node, command }) => `zombie ${command} on ${node}`,
	"runs-long": ({ node, command, seconds }) =>
		`${command} has run for ${seconds} s on ${node}`,
	"no-notify-script": ({ node }) => `notify_action.sh does not run on ${node}`,
	"several-notify-scripts": ({ node, times }) =>
		`notify_action.sh runs ${times} times on ${node}`,
	"one-notify-script": () => "one notify script on each node",

	write: ({ node, path, error }) =>
		`a write to ${path} of ${node} ended with ${error ?? "success"}`,
	"no-write": ({ node }) =>
		`no write was tried on ${node} both before and after the fault`,
	"all-writes-failed": ({ error }) =>
		`every write that was tried ended with ${error}`,

	"requests-missing": ({ times, address, vantage }) =>
		`${times} requests for ${address} from ${vantage} are missing`,
	"probe-ended": ({ address, vantage }) =>
		`the probe of ${address} on ${vantage} ended before the drill`,
	"log-whole": () => "each was answered or lost, to the end of the drill",
};
