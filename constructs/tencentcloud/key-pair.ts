import { Construct } from "constructs";
import { KeyPair } from "../../.gen/providers/tencentcloud/key-pair";
import { checkForm } from "../common/checks";
import { ImportedKeyPair } from "../common/imported";
import {
	checkPublicKey,
	type KeyPairOptions,
	warnUnlessRsa,
} from "../common/key-pair";
import { checkTags, type Tags } from "../common/tags";
import type { IKeyPair } from "../key-pair";
import { CLOUD } from "./cloud";

/**
 * Props of {@link TencentKeyPair}. A key's name is 1 to 25 letters, digits and underscores, no hyphen (provider's
 * validator). RSA keys are the only kind that Tencent Cloud's documents promise to import (213/33227); any other is
 * warned about. An account holds each key once: if this one is there already, use {@link TencentKeyPair.fromId}.
 */
export interface TencentKeyPairProps extends KeyPairOptions {
	/**
	 * Tags of the key pair.
	 *
	 * @default - none
	 */
	readonly tags?: Tags;
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
		const keyName = checkForm(
			this,
			"keyName",
			props.keyName,
			/^[A-Za-z0-9_]{1,25}$/,
			"is not allowed; Tencent Cloud takes 1 to 25 letters, digits and underscores, no hyphen",
		);
		const key = checkPublicKey(this, props.publicKey);
		warnUnlessRsa(this, key, "Tencent Cloud's documents (213/33227) promise");
		this.keyPairId = new KeyPair(this, "Default", {
			keyName,
			// The comment is left out, as the provider leaves it out of what it compares.
			publicKey: key.text,
			tags: checkTags(this, CLOUD, props.tags),
		}).id;
	}
}
