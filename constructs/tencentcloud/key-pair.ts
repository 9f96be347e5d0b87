import { Annotations } from "cdktf";
import { Construct } from "constructs";
import { KeyPair } from "../../.gen/providers/tencentcloud/key-pair";
import type { IKeyPair } from "../key-pair";
import { propError } from "../support/checks";
import { checkPublicKey } from "../support/public-key";
import { checkTags } from "./tags";

const KEY_NAME = /^[A-Za-z0-9_]{1,25}$/;

/** Props of {@link TencentKeyPair}. */
export interface TencentKeyPairProps {
	/**
	 * Name of the key, unique in the account: 1 to 25 letters, digits and underscores, no hyphen (provider's validator).
	 */
	readonly keyName: string;
	/**
	 * An OpenSSH public key: the one line of a file such as `~/.ssh/id_rsa.pub`. RSA keys are the only kind that Tencent
	 * Cloud's documents promise to import (213/33227); any other is warned about. An account holds each key once: if this
	 * one is there already, use {@link TencentKeyPair.fromId}.
	 */
	readonly publicKey: string;
	/**
	 * Tags of the key pair.
	 *
	 * @default - none
	 */
	readonly tags?: Readonly<Record<string, string>>;
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

/** The user's public key, handed to the cloud. No private key is made, so none is in the state. */
export class TencentKeyPair extends Construct implements IKeyPair {
	/** A key pair that exists already, e.g. `skey-16jig7tx`. */
	static fromId(scope: Construct, id: string, keyPairId: string): IKeyPair {
		return new ImportedKeyPair(scope, id, keyPairId);
	}

	readonly keyPairId: string;

	constructor(scope: Construct, id: string, props: TencentKeyPairProps) {
		super(scope, id);
		if (!KEY_NAME.test(props.keyName)) {
			throw propError(
				this,
				"keyName",
				`"${props.keyName}" is not allowed; Tencent Cloud takes 1 to 25 letters, digits and underscores, no hyphen`,
			);
		}
		const { type, text } = checkPublicKey(this, props.publicKey);
		if (type !== "ssh-rsa") {
			Annotations.of(this).addWarning(
				`publicKey is of the type ${type}, but Tencent Cloud's documents (213/33227) promise to import RSA keys only. If it refuses this one, make another with: ssh-keygen -t rsa -b 4096 -f ~/.ssh/id_rsa`,
			);
		}
		this.keyPairId = new KeyPair(this, "Default", {
			keyName: props.keyName,
			// The comment is left out, as the provider leaves it out of what it compares.
			publicKey: text,
			tags: checkTags(this, props.tags),
		}).id;
	}
}
