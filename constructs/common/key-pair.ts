import { Annotations } from "cdktf";
import type { IConstruct } from "constructs";
import {
	type PublicKey,
	PublicKeyError,
	parsePublicKey,
} from "../../design/public-key";
import { propError } from "./checks";

/** What a key is asked for on every cloud. */
export interface KeyPairOptions {
	/** Name of the key, unique in the account. */
	readonly keyName: string;
	/** An OpenSSH public key: the one line of a file such as `~/.ssh/id_rsa.pub`. Every cloud takes RSA keys. */
	readonly publicKey: string;
}

/** Checks the prop `publicKey`. */
export function checkPublicKey(scope: IConstruct, line: string): PublicKey {
	try {
		return parsePublicKey(line);
	} catch (error) {
		if (!(error instanceof PublicKeyError)) {
			throw error;
		}
		throw propError(scope, "publicKey", error.message);
	}
}

/**
 * Warns of a key that is no RSA key, where a cloud promises to import those only.
 *
 * @param source where it promises so: "Alibaba Cloud's document of ImportKeyPair promises"
 */
export function warnUnlessRsa(
	scope: IConstruct,
	{ type }: PublicKey,
	source: string,
): void {
	if (type !== "ssh-rsa") {
		Annotations.of(scope).addWarning(
			`publicKey is of the type ${type}, but ${source} to import RSA keys only. If it refuses this one, make another with: ssh-keygen -t rsa -b 4096 -f ~/.ssh/id_rsa`,
		);
	}
}
