import { Construct } from "constructs";
import { SshKey } from "../../.gen/providers/ksyun/ssh-key";
import type { IKeyPair } from "../key-pair";
import { checkPublicKey } from "../support/public-key";
import { checkName } from "./checks";

/** Props of {@link KsyunKeyPair}. */
export interface KsyunKeyPairProps {
	/** Name of the key: 2 to 64 letters, digits, "_" and "-". */
	readonly keyName: string;
	/**
	 * An OpenSSH public key: the one line of a file such as `~/.ssh/id_rsa.pub`. The provider's examples have RSA keys;
	 * nothing was found on other kinds.
	 */
	readonly publicKey: string;
}

class ImportedKeyPair extends Construct implements IKeyPair {
	constructor(
		scope: Construct,
		id: string,
		readonly keyPairId: string,
	) {
		super(scope, id);
	}
}

/**
 * The user's public key, handed to the cloud. Without one the cloud would make a pair and put the private key into the
 * state, so there is always one. A key takes no tags.
 */
export class KsyunKeyPair extends Construct implements IKeyPair {
	/** A key that exists already, by its UUID. */
	static fromId(scope: Construct, id: string, keyPairId: string): IKeyPair {
		return new ImportedKeyPair(scope, id, keyPairId);
	}

	readonly keyPairId: string;

	constructor(scope: Construct, id: string, props: KsyunKeyPairProps) {
		super(scope, id);
		const { text } = checkPublicKey(this, props.publicKey);
		this.keyPairId = new SshKey(this, "Default", {
			keyName: checkName(this, "keyName", props.keyName),
			publicKey: text,
		}).id;
	}
}
