import type { IConstruct } from "constructs";
import { propError } from "./checks";

const KEY_TYPES = /^(ssh-(rsa|ed25519)|ecdsa-sha2-nistp(256|384|521))$/;

/** An OpenSSH public key. */
export interface PublicKey {
	/** E.g. `ssh-rsa`. */
	readonly type: string;
	/** The key's line without its comment. */
	readonly text: string;
}

/** Checks the prop `publicKey`: the one line of a file such as `~/.ssh/id_rsa.pub`. */
export function checkPublicKey(scope: IConstruct, line: string): PublicKey {
	const publicKey = line.trim();
	const type = /^(\S+) [A-Za-z0-9+/]+={0,3}( .*)?$/.exec(publicKey)?.[1];
	if (type === undefined || !KEY_TYPES.test(type)) {
		// The text is not repeated: it might be a private key.
		throw propError(
			scope,
			"publicKey",
			"is not an OpenSSH public key; it is one line that starts with ssh-rsa, from a file such as ~/.ssh/id_rsa.pub",
		);
	}
	return { type, text: publicKey.split(" ").slice(0, 2).join(" ") };
}
