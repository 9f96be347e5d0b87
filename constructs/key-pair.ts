import type { IConstruct } from "constructs";

/** A public key that the cloud puts on its machines. The private key never comes near the cloud. */
export interface IKeyPair extends IConstruct {
	readonly keyPairId: string;
}
