import type { IConstruct } from "constructs";
import { parseProp } from "../../design/parse-prop";
import { type PublicKey, parsePublicKey } from "../../design/public-key";

/** Checks the prop `publicKey`: the one line of a file such as `~/.ssh/id_rsa.pub`. */
export const checkPublicKey = (scope: IConstruct, line: string): PublicKey =>
	parseProp(`${scope.node.path}.publicKey`, line, parsePublicKey);
