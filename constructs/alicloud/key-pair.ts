import { Construct } from "constructs";
import { EcsKeyPair } from "../../.gen/providers/alicloud/ecs-key-pair";
import { checkName } from "../common/checks";
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
 * Props of {@link AlicloudKeyPair}. A key's name is unique in the account and region: 2 to 128 letters, digits, "_" and
 * "-". RSA keys are the only kind that the document of `ImportKeyPair` promises to import; any other is warned about.
 */
export interface AlicloudKeyPairProps extends KeyPairOptions {
	/**
	 * Tags of the key pair.
	 *
	 * @default - none
	 */
	readonly tags?: Tags;
}

/** The user's public key, handed to the cloud. No private key is made, so none is in the state. */
export class AlicloudKeyPair extends Construct implements IKeyPair {
	/** A key pair that exists already. On Alibaba Cloud its id is its name. */
	static fromId(scope: Construct, id: string, keyPairId: string): IKeyPair {
		return new ImportedKeyPair(scope, id, keyPairId);
	}

	readonly keyPairId: string;

	constructor(scope: Construct, id: string, props: AlicloudKeyPairProps) {
		super(scope, id);
		const key = checkPublicKey(this, props.publicKey);
		warnUnlessRsa(
			this,
			key,
			"Alibaba Cloud's document of ImportKeyPair promises",
		);
		this.keyPairId = new EcsKeyPair(this, "Default", {
			keyPairName: checkName(this, CLOUD, "keyName", props.keyName),
			publicKey: key.text,
			tags: checkTags(this, CLOUD, props.tags),
		}).id;
	}
}
