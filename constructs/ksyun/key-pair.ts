import { Construct } from "constructs";
import { SshKey } from "../../.gen/providers/ksyun/ssh-key";
import { checkName } from "../common/checks";
import { ImportedKeyPair } from "../common/imported";
import { checkPublicKey, type KeyPairOptions } from "../common/key-pair";
import type { IKeyPair } from "../key-pair";
import { CLOUD } from "./cloud";

/**
 * Props of {@link KsyunKeyPair}. A key's name is 2 to 64 letters, digits, "_" and "-". The provider's examples have RSA
 * keys; nothing was found on other kinds.
 */
export interface KsyunKeyPairProps extends KeyPairOptions {}

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
			keyName: checkName(this, CLOUD, "keyName", props.keyName),
			publicKey: text,
		}).id;
	}
}
