import type { Block } from "./block";
import { READERS } from "./clouds";
import type { LocalText, Reading } from "./resource-facts";

const BY_TYPE = new Map(
	Object.values(READERS).flatMap((readers) => Object.entries(readers)),
);

/** Whether some rule looks at resources of this type. */
export const isKnownResource = (type: string): boolean => BY_TYPE.has(type);

/**
 * Reads a resource.
 *
 * @param type Terraform's name of the type, one that {@link isKnownResource}
 * @param block the resource in the synthesized JSON
 */
export const readResource = (
	type: string,
	block: Block,
	localText: LocalText,
): Reading => BY_TYPE.get(type)?.(block, localText) ?? { ingress: [] };
