import { MistakeError } from "../base/halab-error";

/** Thrown when a pair cannot be designed as asked. The message says which prop, what was given and what is allowed. */
export class DesignError extends MistakeError {
	/**
	 * @param prop the offending prop, e.g. `vip.address`
	 * @param problem what is wrong and what is allowed
	 */
	constructor(
		readonly prop: string,
		readonly problem: string,
	) {
		super(`${prop}: ${problem}`);
	}
}
