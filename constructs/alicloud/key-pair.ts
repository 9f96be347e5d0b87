import { Annotations } from "cdktf";
import { Construct } from "constructs";
import { EcsKeyPair } from "../../.gen/providers/alicloud/ecs-key-pair";
import type { IKeyPair } from "../key-pair";
import { checkPublicKey } from "../support/public-key";
import { checkName } from "./checks";
import { checkTags } from "./tags";

/** Props of {@link AlicloudKeyPair}. */
export interface AlicloudKeyPairProps {
	/** Name of the key, unique in the account and region: 2 to 128 letters, digits, "_" and "-". */
	readonly keyName: string;
	/**
	 * An OpenSSH public key: the one line of a file such as `~/.ssh/id_rsa.pub`. RSA keys are the only kind that the
	 * document of `ImportKeyPair` promises to import; any other is warned about.
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
export class AlicloudKeyPair extends Construct implements IKeyPair {
	/** A key pair that exists already. On Alibaba Cloud its id is its name. */
	static fromId(scope: Construct, id: string, keyPairId: string): IKeyPair {
		return new ImportedKeyPair(scope, id, keyPairId);
	}

	readonly keyPairId: string;

	constructor(scope: Construct, id: string, props: AlicloudKeyPairProps) {
		super(scope, id);
		const { type, text } = checkPublicKey(this, props.publicKey);
		if (type !== "ssh-rsa") {
			Annotations.of(this).addWarning(
				`publicKey is of the type ${type}, but Alibaba Cloud's document of ImportKeyPair promises to import RSA keys only. If it refuses this one, make another with: ssh-keygen -t rsa -b 4096 -f ~/.ssh/id_rsa`,
			);
		}
		this.keyPairId = new EcsKeyPair(this, "Default", {
			keyPairName: checkName(this, "keyName", props.keyName),
			publicKey: text,
			tags: checkTags(this, props.tags),
		}).id;
	}
}
