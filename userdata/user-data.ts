import { stringify } from "yaml";
import { archive, unpackCommand } from "./archive";
import { compact } from "./compact";
import { nexthopFiles } from "./nexthop-files";
import { staticFile } from "./static-file";

/**
 * Largest raw user data in bytes that all three clouds take: Tencent Cloud and Kingsoft Cloud allow 16 KB after
 * base64, which is 12 KiB before it (provider-facts: `user_data_raw`, `user_data`).
 */
export const MAX_USER_DATA_BYTES = 16 * 1024;

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

/** Thrown when a node's user data is larger than a cloud takes. */
export class UserDataError extends Error {
	override readonly name = "UserDataError";
}

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
	/**
	 * The service's own files. They stay in clear: Terraform has to find its tokens in them, and a check what must not be
	 * in user data, such as keys.
	 */
	readonly files: readonly UserDataFile[];
	/** Files of ours whose content is known: they travel in the archive. */
	readonly knownFiles: readonly UserDataFile[];
	/** Commands between installation and start. */
	readonly run: readonly (readonly string[])[];
	/** Content of `/etc/halab/node.json`. */
	readonly facts: object;
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

const YAML_STYLE = { lineWidth: 0, indentSeq: false, indent: 1 } as const;

/** One entry of `write_files` as YAML. */
const entry = (file: UserDataFile): string =>
	stringify({ write_files: [file] }, YAML_STYLE).slice("write_files:\n".length);

const STATIC_FILES: readonly (readonly [string, string, string?])[] = [
	[NODE_PATHS.notifyScript, "notify_action.sh", "0755"],
	["/usr/local/sbin/halab-install", "halab-install.sh", "0755"],
	["/usr/local/sbin/halab-start", "halab-start.sh", "0755"],
	["/usr/local/sbin/halab-release", "halab-release.sh", "0755"],
	[
		"/etc/systemd/system/keepalived.service.d/halab.conf",
		"keepalived-service.conf",
	],
	["/usr/local/sbin/halab-watchdog", "halab-watchdog.py", "0755"],
	["/usr/local/sbin/halab-drain", "halab-drain.py", "0755"],
	["/etc/systemd/system/halab-watchdog.service", "halab-watchdog.service"],
	["/etc/systemd/system/halab-notify.service", "halab-notify.service"],
	["/etc/tmpfiles.d/halab.conf", "tmpfiles.conf"],
	["/etc/logrotate.d/halab", "logrotate.conf"],
];

const factsFile = ({ facts }: UserDataProps): UserDataFile => ({
	path: NODE_PATHS.facts,
	content: `${JSON.stringify(facts)}\n`,
});

const healthFile = ({ unit }: UserDataProps): UserDataFile => ({
	path: `/etc/systemd/system/${unit}.service.d/halab.conf`,
	content: compact("", staticFile("service-health.conf")),
});

/** Where the archive waits until it is unpacked. */
const ARCHIVE = "/usr/local/lib/halab.archive";

/** The files of a node as they are written. */
const writtenFiles = (props: UserDataProps): readonly UserDataFile[] => [
	factsFile(props),
	...props.files,
	{
		path: ARCHIVE,
		content: archive([
			...props.knownFiles,
			...STATIC_FILES.map(([path, name, permissions]) => ({
				path,
				content: compact(name, staticFile(name)),
				...(permissions === undefined ? {} : { permissions }),
			})),
			healthFile(props),
			{ path: NODE_PATHS.checks, content: JSON.stringify(props.checks) },
			...(props.nexthop === undefined ? [] : nexthopFiles(props.nexthop)),
			{ path: NODE_PATHS.keepalivedConf, content: props.keepalivedConf },
		]),
	},
];

/**
 * The cloud-init document of one node, raw text. The same text boots the VM in the cloud and the node on the local
 * machine.
 *
 * @throws UserDataError when it is larger than {@link MAX_USER_DATA_BYTES}
 */
export function renderUserData(props: UserDataProps): string {
	const { nexthop } = props;
	const runcmd = [
		unpackCommand(ARCHIVE),
		["/usr/local/sbin/halab-install", ...props.packages, "keepalived"],
		...props.run,
		[
			"/usr/local/sbin/halab-start",
			props.unit,
			...(nexthop === undefined ? [] : ["halab-nexthop.timer"]),
		],
	];
	const text = [
		"#cloud-config\n",
		stringify({ hostname: props.hostname }, YAML_STYLE),
		"write_files:\n",
		writtenFiles(props).map(entry).join(""),
		stringify({ runcmd }, YAML_STYLE),
	].join("");
	const bytes = Buffer.byteLength(text);
	if (bytes > MAX_USER_DATA_BYTES) {
		throw new UserDataError(
			`the user data of ${props.hostname} has ${bytes} bytes; the clouds take ${MAX_USER_DATA_BYTES} at most (16 KB after base64). Shorten what it delivers, or fetch large files from the service's own packages`,
		);
	}
	return text;
}
