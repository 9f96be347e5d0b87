import { HalabError } from "../base/halab-error";
import type { SshMachine } from "./route";

/** Where ssh was going. */
export interface Destination {
	readonly machine: SshMachine;
	readonly role: "bastion" | "node";
	readonly knownHosts: string;
	readonly identity?: string;
}

/** ssh's own exit code; a command may end with it too. */
export const SSH_FAILED = 255;

/** How ssh begins the lines that tell of its own failures, not of those of the command. */
const OWN_WORDS =
	/^(ssh: |kex_exchange_identification: |Connection (to|closed|reset|timed out)|Timeout, server|client_loop: |mux_client|channel \d+: open failed|stdio forwarding failed|Host key verification failed|Load key |No \S+ host key is known|Bad owner|@@@@|\S+: Permission denied \(|banner exchange: |ssh_dispatch_run_fatal: |Received disconnect|Disconnected from|ControlPath )/m;

/** Whether it was ssh that failed, not the command that it was to run. */
export const isOfSsh = (exitCode: number, stderr: string): boolean =>
	exitCode === SSH_FAILED && (stderr.trim() === "" || OWN_WORDS.test(stderr));

/** Why a machine cannot be reached that nobody will let in by waiting; undefined when it may just be off. */
export function refusal(
	stderr: string,
	{ machine, knownHosts, identity }: Destination,
): HalabError | undefined {
	const { name, address, user } = machine;
	const at = `${name} (${user}@${address})`;
	if (/REMOTE HOST IDENTIFICATION HAS CHANGED/.test(stderr)) {
		return new HalabError(
			`${at} shows another host key than before. It is another machine, or somebody stands in between.`,
			{
				remedy: `If the machine was made anew, forget the old key: ssh-keygen -R ${address} -f ${knownHosts}`,
			},
		);
	}
	if (/Host key verification failed/.test(stderr)) {
		return new HalabError(`The host key of ${at} was not accepted.`, {
			remedy: `Look at ${knownHosts}: can it be written?`,
			log: stderr,
		});
	}
	if (/UNPROTECTED PRIVATE KEY FILE|Load key .*: /.test(stderr)) {
		return new HalabError(`The private key ${identity ?? ""} cannot be used.`, {
			remedy:
				"Name the private half of access.publicKey with --identity; nobody else may read the file (chmod 600).",
			log: stderr,
		});
	}
	if (/Permission denied \(/.test(stderr)) {
		return new HalabError(`${at} does not accept the key.`, {
			remedy: `The stack lets in the key that access.publicKey named when it was deployed. Name its private half with --identity${identity === undefined ? "; without it OpenSSH's own files and agent were tried" : ` (tried: ${identity})`}.`,
			log: stderr,
		});
	}
	return undefined;
}

/** The complaint about a machine that does not answer. */
export function unreachable(
	stderr: string,
	{ machine, role }: Destination,
): HalabError {
	const { name, address } = machine;
	return role === "bastion"
		? new HalabError(`The bastion does not answer at ${address}.`, {
				remedy:
					"Is the stack deployed (cdktf deploy), are these the outputs of its last deployment, and is your present public address within access.adminCidrs? The bastion takes ssh from there only.",
				log: stderr,
			})
		: new HalabError(`${name} does not answer at ${address}, by the bastion.`, {
				remedy: "Look at the machine in the cloud's console: is it running?",
				log: stderr,
			});
}
