import type { IConstruct } from "constructs";
import { CAPABILITIES } from "../../design/capabilities";
import { checkNameLength } from "../support/checks";

/** Longest name of a VPC, subnet, route table, security group, placement group or HAVIP (provider's validators). */
export const MAX_NAME_LENGTH = 60;
/** Longest name of an instance (provider's validator). */
export const MAX_INSTANCE_NAME_LENGTH = 128;

/**
 * Checks the length of a name that is made of a prop and a suffix.
 *
 * @returns the name
 */
export const checkName = (
	scope: IConstruct,
	prop: string,
	name: string,
	maxLength = MAX_NAME_LENGTH,
	minLength = 1,
): string =>
	checkNameLength(scope, prop, name, {
		cloud: CAPABILITIES.tencentcloud.title,
		minLength,
		maxLength,
	});
