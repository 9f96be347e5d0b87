/** Why the model refuses a command; each API dialect has its own word for it. */
export type VpcErrorCode =
	/** The named thing does not exist. */
	| "not-found"
	/** It exists already: a second route to a destination, an address that is taken. */
	| "duplicate"
	/** A CIDR or an address is malformed, or lies where it must not. */
	| "invalid-network"
	/** The cloud routes no such destination, e.g. an address of the VPC itself. */
	| "destination-not-allowed"
	/** Another change is under way. */
	| "conflict"
	/** The thing is in a state that does not allow it. */
	| "incorrect-status"
	/** The cloud's limit is reached, e.g. HAVIPs per interface. */
	| "limit-exceeded"
	/** The cloud does not have it, e.g. HAVIPs on Kingsoft Cloud. */
	| "not-supported";

/** Thrown by the model. The message is for people and names what was asked for. */
export class VpcError extends Error {
	override readonly name = "VpcError";

	constructor(
		readonly code: VpcErrorCode,
		message: string,
		/** What it is about: an id, an address, a CIDR. */
		readonly subject: string,
	) {
		super(message);
	}
}
