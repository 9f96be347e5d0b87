import { nginxFiles, type UserDataFile } from "../userdata";
import { DesignError } from "./errors";
import { Health } from "./health";

/** Props of {@link Service.nginx}. */
export interface NginxProps {
	/**
	 * TCP port on which nginx answers, 1–65535, but 22, 53, 5355 and 61112, which the node itself needs.
	 *
	 * @default 80
	 */
	readonly port?: number;
}

/** Props of {@link Service.custom}. */
export interface CustomServiceProps {
	/** systemd unit of the service without its `.service`, e.g. `redis-server`. */
	readonly unit: string;
	/** Debian packages that bring it. */
	readonly packages: readonly string[];
	/** TCP port on which clients reach it, 1–65535, but 22, 53, 5355 and 61112, which the node itself needs. */
	readonly port: number;
	/**
	 * Files that are written before anything is installed or started, e.g. its configuration.
	 *
	 * @default - none
	 */
	readonly files?: readonly UserDataFile[];
	/**
	 * Commands that run once as root after the installation and before the start, each a program and its arguments.
	 *
	 * @default - none
	 */
	readonly run?: readonly (readonly string[])[];
	/**
	 * What decides whether the node may hold the address, when the pair's `health` does not say.
	 *
	 * @default [Health.process(unit)]
	 */
	readonly health?: readonly Health[];
}

const UNIT = /^[A-Za-z0-9][A-Za-z0-9_.@-]{0,63}$/;
const PACKAGE = /^[a-z0-9][a-z0-9+.-]+$/;
const FILE_PATH = /^\/[A-Za-z0-9._/@+-]+$/;

/**
 * Ports on which something listens on every node, so that no service can have them: on each cloud's Debian and Ubuntu
 * images sshd, and systemd-resolved on the loopback addresses and for the link (LLMNR); on every node the watchdog.
 */
const TAKEN_PORTS: ReadonlyMap<number, string> = new Map([
	[22, "sshd, by which one logs in"],
	[53, "the node's own name service"],
	[5355, "the node's own name service"],
	[61112, "the pair's watchdog"],
]);

function checkPort(port: number): void {
	if (!Number.isInteger(port) || port < 1 || port > 65535) {
		throw new DesignError(
			"service.port",
			`${port} is not a TCP port; allowed is a whole number from 1 to 65535`,
		);
	}
	const owner = TAKEN_PORTS.get(port);
	if (owner !== undefined) {
		throw new DesignError(
			"service.port",
			`${port} is taken on every node by ${owner}; allowed is any other port from 1 to 65535`,
		);
	}
}

function checkCustom({ unit, packages, files, run }: CustomServiceProps): void {
	if (!UNIT.test(unit) || unit.endsWith(".service")) {
		throw new DesignError(
			"service.unit",
			`"${unit}" is not the name of a systemd unit without its .service; an example is redis-server`,
		);
	}
	for (const name of packages) {
		if (!PACKAGE.test(name)) {
			throw new DesignError(
				"service.packages",
				`"${name}" is not the name of a Debian package; allowed are lower-case letters, digits and + . -`,
			);
		}
	}
	for (const { path } of files ?? []) {
		if (!FILE_PATH.test(path) || path.includes("/../")) {
			throw new DesignError(
				"service.files",
				`"${path}" is not an absolute path of letters, digits and . _ / @ + -`,
			);
		}
	}
	for (const command of run ?? []) {
		if (!command[0]?.startsWith("/")) {
			throw new DesignError(
				"service.run",
				`"${command.join(" ")}" does not begin with the absolute path of a program; an example is ["/usr/bin/systemctl", "daemon-reload"]`,
			);
		}
	}
}

/**
 * What the pair keeps available.
 */
export class Service {
	private constructor(
		/** systemd unit without its `.service`. */
		readonly name: string,
		readonly packages: readonly string[],
		readonly port: number,
		/** What is written on a node. */
		readonly files: readonly UserDataFile[],
		/** What halab itself adds to it, given what the node's page says. */
		readonly knownFiles: (page: string) => readonly UserDataFile[],
		readonly run: readonly (readonly string[])[],
		readonly health: readonly Health[],
	) {
		checkPort(port);
	}

	/** nginx with one page that names the node. */
	static nginx(props: NginxProps = {}): Service {
		const port = props.port ?? 80;
		return new Service(
			"nginx",
			["nginx"],
			port,
			[],
			(page) => nginxFiles(port, page),
			[["/bin/rm", "-f", "/etc/nginx/sites-enabled/default"]],
			[Health.process("nginx"), Health.http()],
		);
	}

	/** Any service that a systemd unit runs: a database, a cache, your own program. */
	static custom(props: CustomServiceProps): Service {
		checkCustom(props);
		return new Service(
			props.unit,
			props.packages,
			props.port,
			props.files ?? [],
			() => [],
			props.run ?? [],
			props.health ?? [Health.process(props.unit)],
		);
	}
}
