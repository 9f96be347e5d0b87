import { stringify } from "yaml";
import { archive } from "./archive";
import { compact } from "./compact";
import { nexthopFiles } from "./nexthop-files";
import { staticFile } from "./static-file";

/**
 * Largest raw user data in bytes that all three clouds take: Tencent Cloud and Kingsoft Cloud allow 16 KB after
 * base64, which is 12 KiB before it (provider-facts: `user_data_raw`, `user_data`).
 */
export const MAX_USER_DATA_BYTES = 12 * 1024;

/** Where keepalived finds what the user data delivers. The keepalived model refers to these paths. */
export const NODE_PATHS = {
	facts: "/etc/halab/node.json",
	keepalivedConf: "/etc/keepalived/keepalived.conf",
	notifyScript: "/etc/keepalived/notify_action.sh",
	notifyFifo: "/run/halab/vrrp.fifo",
	httpCheck: "/etc/keepalived/check_http.sh",
} as const;

/**
 * The file that says whether a unit runs: 0, or another number for a fault. systemd writes it, keepalived tracks it.
 *
 * @param unit systemd unit without its `.service`
 */
export const faultFile = (unit: string): string => `/run/halab/${unit}.fault`;

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
	/** The service's own files. */
	readonly files: readonly UserDataFile[];
	/** Commands between installation and start. */
	readonly run: readonly (readonly string[])[];
	/** Content of `/etc/halab/node.json`. */
	readonly facts: object;
	/** Content of `/etc/keepalived/keepalived.conf`. */
	readonly keepalivedConf: string;
	/**
	 * The cloud whose routes the nexthop helper of this node moves.
	 *
	 * @default - the node moves no routes and gets no helper
	 */
	readonly nexthop?: string;
}

interface WrittenFile extends UserDataFile {
	readonly encoding?: "gz+b64";
	readonly defer?: true;
}

const YAML_STYLE = { lineWidth: 0, indentSeq: false, indent: 1 } as const;

/** One entry of `write_files` as YAML. */
const entry = (file: WrittenFile): string =>
	stringify({ write_files: [file] }, YAML_STYLE).slice("write_files:\n".length);

const STATIC_FILES: readonly (readonly [string, string, string?])[] = [
	[NODE_PATHS.notifyScript, "notify_action.sh", "0755"],
	[NODE_PATHS.httpCheck, "check_http.sh", "0755"],
	["/usr/local/sbin/halab-install", "halab-install.sh", "0755"],
	["/usr/local/sbin/halab-start", "halab-start.sh", "0755"],
	[
		"/etc/systemd/system/keepalived.service.d/halab.conf",
		"keepalived-service.conf",
	],
	["/etc/tmpfiles.d/halab.conf", "tmpfiles.conf"],
	["/etc/logrotate.d/halab", "logrotate.conf"],
];

let staticEntries: string | undefined;

/** The entries that are the same on every node: rendering them anew for each node would be most of the work. */
function sharedEntries(): string {
	staticEntries ??= STATIC_FILES.map(([path, name, permissions]) =>
		entry({
			path,
			content: staticFile(name),
			...(permissions === undefined ? {} : { permissions }),
		}),
	).join("");
	return staticEntries;
}

const entries = (files: readonly WrittenFile[]): string =>
	files.map(entry).join("");

const factsFile = ({ facts }: UserDataProps): UserDataFile => ({
	path: NODE_PATHS.facts,
	content: `${JSON.stringify(facts, null, 1)}\n`,
});

const healthFile = ({ unit }: UserDataProps): UserDataFile => ({
	path: `/etc/systemd/system/${unit}.service.d/halab.conf`,
	content: staticFile("service-health.conf"),
});

/** Every file in clear. */
const plainEntries = (props: UserDataProps): string =>
	sharedEntries() +
	entries([
		factsFile(props),
		healthFile(props),
		...props.files,
		{
			path: NODE_PATHS.keepalivedConf,
			content: props.keepalivedConf,
			defer: true,
		},
	]);

/** Where the archive waits until it is unpacked. */
const ARCHIVE = "/usr/local/lib/halab.tar";

/**
 * With the nexthop helper the files are too many to stay in clear: those whose content is known travel in one archive.
 * Facts and the service's own files may hold tokens that Terraform replaces, so they do not.
 */
const packedEntries = (props: UserDataProps, cloud: string): string =>
	entries([
		factsFile(props),
		...props.files,
		{
			path: ARCHIVE,
			encoding: "gz+b64",
			content: archive([
				...nexthopFiles(cloud),
				...[
					...STATIC_FILES.map(([path, name, permissions]) => ({
						path,
						content: staticFile(name),
						...(permissions === undefined ? {} : { permissions }),
					})),
					healthFile(props),
				].map((file) => ({ ...file, content: compact("", file.content) })),
				{ path: NODE_PATHS.keepalivedConf, content: props.keepalivedConf },
			]),
		},
	]);

/** Unpacks the archive and starts the timer, which has systemd read its units anew. */
const UNPACK: readonly (readonly string[])[] = [
	["tar", "-xf", ARCHIVE, "-C", "/"],
	["systemctl", "enable", "--now", "halab-nexthop.timer"],
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
		...(nexthop === undefined ? [] : UNPACK),
		["/usr/local/sbin/halab-install", ...props.packages, "keepalived"],
		...props.run,
		["/usr/local/sbin/halab-start", props.unit],
	];
	const text = [
		"#cloud-config\n",
		stringify({ hostname: props.hostname }, YAML_STYLE),
		"write_files:\n",
		nexthop === undefined ? plainEntries(props) : packedEntries(props, nexthop),
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
