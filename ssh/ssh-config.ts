import { shown } from "../base/shown";
import type { SshMachine, SshRoute } from "./route";

/** Files of {@link sshConfig}. */
export interface SshFiles {
	/** Takes the host keys at the first contact; they must stay the same from then on. */
	readonly knownHosts: string;
	/** Directory of the sockets by which later commands share one connection to a machine. */
	readonly sockets: string;
	/**
	 * The private key that logs in.
	 *
	 * @default - OpenSSH's own files and agent
	 */
	readonly identity?: string;
}

/** Seconds until a machine that does not answer is given up: long for a network, short for a drill. */
export const CONNECT_TIMEOUT_SECONDS = 5;

const unfit = (text: string): RangeError =>
	new RangeError(`${shown(text)} cannot stand in an ssh configuration.`);

/** A word as ssh_config(5) reads it: nothing in it ends the line, begins another option or is a token. */
function word(text: string): string {
	if (!/^[A-Za-z0-9_][A-Za-z0-9_.:-]*$/.test(text)) {
		throw unfit(text);
	}
	return text;
}

/** A path as ssh_config(5) reads it: quoted, and `%` begins no token. */
function path(text: string): string {
	if (/["\p{C}]/u.test(text)) {
		throw unfit(text);
	}
	return `"${text.replaceAll("%", "%%")}"`;
}

const host = ({ name, address, user }: SshMachine): readonly string[] => [
	`Host ${word(name)}`,
	`\tHostName ${word(address)}`,
	`\tUser ${word(user)}`,
];

/**
 * The text of an ssh_config(5) of our own, so that neither the user's nor the computer's decides anything. A file and not
 * options, since a jump passes options on no further.
 *
 * @throws RangeError when a name, an address, a user or a path cannot be written into it
 */
export function sshConfig(route: SshRoute, files: SshFiles): string {
	const { identity, knownHosts, sockets } = files;
	return [
		...host(route.bastion),
		...route.nodes.flatMap((node) => [
			...host(node),
			`\tProxyJump ${route.bastion.name}`,
		]),
		"Host *",
		// Nobody is there to type a password or to compare fingerprints.
		"\tBatchMode yes",
		"\tStrictHostKeyChecking accept-new",
		`\tUserKnownHostsFile ${path(knownHosts)}`,
		"\tGlobalKnownHostsFile none",
		"\tHashKnownHosts no",
		`\tConnectTimeout ${CONNECT_TIMEOUT_SECONDS}`,
		// A connection to a machine that has lost its power must not be waited for.
		"\tServerAliveInterval 2",
		"\tServerAliveCountMax 2",
		"\tControlMaster auto",
		`\tControlPath ${path(sockets).slice(0, -1)}/%n"`,
		// Also ends the connections of a drill that was killed.
		"\tControlPersist 60",
		"\tForwardAgent no",
		"\tForwardX11 no",
		"\tPermitLocalCommand no",
		"\tLogLevel ERROR",
		...(identity === undefined
			? []
			: [`\tIdentityFile ${path(identity)}`, "\tIdentitiesOnly yes"]),
		"",
	].join("\n");
}
