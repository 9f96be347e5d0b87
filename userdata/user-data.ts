import { extname } from "node:path";
import { MistakeError } from "../base/halab-error";
import { nexthopFiles } from "./nexthop-files";
import { programEntry } from "./program-entry";
import type { StaticFile } from "./static-file";
import { type UserDataLimit, userDataBytes } from "./user-data-size";
import { yaml } from "./yaml";

/** Up to this part of the limit, comments and docstrings stay: so much room is left to what a user adds. */
export const NEAR_LIMIT = 0.95;

/** Where keepalived finds what the user data delivers. The keepalived model refers to these paths. */
export const NODE_PATHS = {
	facts: "/etc/halab/node.json",
	checks: "/etc/halab/checks.json",
	keepalivedConf: "/etc/keepalived/keepalived.conf",
	notifyScript: "/etc/keepalived/notify_action.sh",
	notifyFifo: "/run/halab/vrrp.fifo",
	drainFile: "/run/halab/drain.fault",
	reloadLog: "/var/log/keepalived-reload.log",
} as const;

/**
 * A file that keepalived tracks: 0, or another number for a fault. systemd writes that of a unit, the watchdog that of
 * a check.
 *
 * @param name systemd unit without its `.service`, or a check's name, which begins with `check_`
 */
export const faultFile = (name: string): string => `/run/halab/${name}.fault`;

/** Thrown when a node's user data is larger than its cloud takes. */
export class UserDataError extends MistakeError {}

/** A file that the user data writes. */
export interface UserDataFile {
	/** Absolute path. */
	readonly path: string;
	readonly content: string;
	/**
	 * Octal mode.
	 *
	 * @default "0644"
	 */
	readonly permissions?: string;
}

/** What one node's user data is made of. */
export interface UserDataProps {
	/** Host name of the node. */
	readonly hostname: string;
	/** Debian packages of the service; keepalived comes on top. */
	readonly packages: readonly string[];
	/** systemd unit of the service without its `.service`. */
	readonly unit: string;
	/** The service's own files. */
	readonly files: readonly UserDataFile[];
	/** Commands between installation and start. */
	readonly run: readonly (readonly string[])[];
	/** Content of `/etc/halab/node.json`. */
	readonly facts: object;
	/** The facts at their largest: with something incompressible where only a created resource gives the value. */
	readonly largestFacts: object;
	/** Content of `/etc/halab/checks.json`: what the watchdog asks. */
	readonly checks: readonly object[];
	/** Content of `/etc/keepalived/keepalived.conf`. */
	readonly keepalivedConf: string;
	/**
	 * The cloud whose routes the nexthop helper of this node moves.
	 *
	 * @default - the node moves no routes and gets no helper
	 */
	readonly nexthop?: string;
}

const STATIC_FILES: readonly StaticFile[] = [
	{
		path: NODE_PATHS.notifyScript,
		name: "notify_action.sh",
		permissions: "0755",
	},
	{
		path: "/etc/systemd/system/keepalived.service.d/halab.conf",
		name: "keepalived-service.conf",
	},
	{
		path: "/usr/local/sbin/halab-watchdog",
		name: "halab-watchdog.py",
		permissions: "0755",
	},
	{
		path: "/etc/systemd/system/halab-watchdog.service",
		name: "halab-watchdog.service",
	},
	{
		path: "/etc/systemd/system/halab-notify.service",
		name: "halab-notify.service",
	},
	{
		path: "/usr/local/sbin/halab-drain",
		name: "halab-drain.py",
		permissions: "0755",
	},
	{
		path: "/usr/local/sbin/halab-release",
		name: "halab-release.sh",
		permissions: "0755",
	},
	{ path: "/etc/tmpfiles.d/halab.conf", name: "tmpfiles.conf" },
	{ path: "/etc/logrotate.d/halab", name: "logrotate.conf" },
	{
		path: "/usr/local/sbin/halab-install",
		name: "halab-install.sh",
		permissions: "0755",
	},
	{
		path: "/usr/local/sbin/halab-start",
		name: "halab-start.sh",
		permissions: "0755",
	},
];

/**
 * Where keepalived.conf waits until the packages are installed: an image that brings keepalived would start it at boot,
 * before its scripts and the service are there.
 */
const WAITING_CONF = "/etc/halab/keepalived.conf";

/** What a node's facts are in the document: one line. */
const factsText = (facts: object): string => JSON.stringify(facts);

/** What is a node's own, and the service's files. */
const ownFiles = (props: UserDataProps): readonly UserDataFile[] => [
	{ path: NODE_PATHS.facts, content: `${factsText(props.facts)}\n` },
	{ path: WAITING_CONF, content: props.keepalivedConf },
	{ path: NODE_PATHS.checks, content: `${JSON.stringify(props.checks)}\n` },
	...props.files,
];

/** By their endings; files of one kind compress best side by side. */
const KINDS = [".conf", ".service", ".timer", ".sh", "", ".py"];
const kindOf = ({ name }: StaticFile): number => KINDS.indexOf(extname(name));

/** Our programs and what starts them. */
const programs = ({ unit, nexthop }: UserDataProps): readonly StaticFile[] =>
	[
		{
			path: `/etc/systemd/system/${unit}.service.d/halab.conf`,
			name: "service-health.conf",
		},
		...STATIC_FILES,
		...(nexthop === undefined ? [] : nexthopFiles(nexthop)),
	].sort((one, other) => kindOf(one) - kindOf(other));

/** The commands of a node, each a program and its arguments. */
const commands = ({
	packages,
	run,
	unit,
	nexthop,
}: UserDataProps): readonly (readonly string[])[] => [
	["/usr/local/sbin/halab-install", ...packages, "keepalived"],
	["/bin/mv", WAITING_CONF, NODE_PATHS.keepalivedConf],
	...run,
	[
		"/usr/local/sbin/halab-start",
		unit,
		...(nexthop === undefined ? [] : ["halab-nexthop.timer"]),
	],
];

/**
 * The cloud-init document of one node, raw text. The same text boots the VM in the cloud and the node on the local
 * machine.
 *
 * @param hasNotes whether the comments and docstrings of our programs stay
 */
export const renderUserData = (
	props: UserDataProps,
	hasNotes: boolean,
): string =>
	[
		"#cloud-config\n",
		yaml({ hostname: props.hostname, write_files: ownFiles(props) }),
		...programs(props).map((file) => programEntry(file, hasNotes)),
		yaml({ runcmd: commands(props) }),
	].join("");

/**
 * A document with other facts.
 *
 * @param text of the document
 * @param facts those in it
 * @throws UserDataError when they are not in it as {@link renderUserData} writes them
 */
export function withFacts(text: string, facts: object, others: object): string {
	const line = factsText(facts);
	if (!text.includes(line)) {
		throw new UserDataError(
			`the user data has no ${NODE_PATHS.facts} with ${line}, so that nothing can take its place`,
		);
	}
	return text.replace(line, () => factsText(others));
}

/** What the cloud counts of a document at its largest. */
const countedBytes = (
	text: string,
	{ facts, largestFacts }: UserDataProps,
	limit: UserDataLimit,
): number => userDataBytes(withFacts(text, facts, largestFacts), limit);

/** A node's document. */
export interface NodeUserData {
	readonly text: string;
	/** How many bytes of its limit the cloud counts for it, at its largest. */
	readonly bytes: number;
}

function tooLarge(
	hostname: string,
	bytes: number,
	{ limitBytes, measured, encoding }: UserDataLimit,
): UserDataError {
	const encoded = [
		...(encoding === "gzip" ? ["gzip"] : []),
		...(measured === "base64" ? ["base64"] : []),
	];
	return new UserDataError(
		`the user data of ${hostname} has ${bytes} bytes${encoded.length > 0 ? ` after ${encoded.join(" and ")}` : ""}; the cloud takes ${limitBytes} at most. Shorten the files of its service, or fetch large ones from packages or object storage`,
	);
}

/**
 * The cloud-init documents of a pair's nodes, all with comments or all without: with them wherever that leaves a
 * twentieth of the limit.
 *
 * @throws UserDataError when one is larger than the cloud takes
 */
export function renderPairUserData(
	nodes: readonly UserDataProps[],
	limit: UserDataLimit,
): readonly NodeUserData[] {
	const rendered = (hasNotes: boolean): readonly NodeUserData[] =>
		nodes.map((node) => {
			const text = renderUserData(node, hasNotes);
			return { text, bytes: countedBytes(text, node, limit) };
		});
	const commented = rendered(true);
	if (commented.every(({ bytes }) => bytes <= NEAR_LIMIT * limit.limitBytes)) {
		return commented;
	}
	const bare = rendered(false);
	bare.forEach(({ bytes }, index) => {
		if (bytes > limit.limitBytes) {
			throw tooLarge(nodes[index]?.hostname ?? "", bytes, limit);
		}
	});
	return bare;
}
