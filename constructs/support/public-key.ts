import type { IConstruct } from "constructs";
import {
	type PublicKey,
	PublicKeyError,
	parsePublicKey,
} from "../../design/public-key";
import { propError } from "./checks";

/** Checks the prop `publicKey`: the one line of a file such as `~/.ssh/id_rsa.pub`. */
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
