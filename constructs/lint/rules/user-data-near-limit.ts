import {
	countedUserDataBytes,
	type UserDataUse,
	userDataUse,
} from "../../../design/user-data-use";
import type { LintRule } from "../rule";

const problemOf = (
	owner: string,
	{ bytes, limitBytes, isNearLimit }: UserDataUse,
): readonly string[] =>
	isNearLimit
		? [
				`the user data of ${owner} takes ${bytes} of ${limitBytes} bytes, ${Math.floor((bytes / limitBytes) * 100)} %`,
			]
		: [];

/** User data is about to become too large. */
export const userDataNearLimit: LintRule = {
	id: "user-data-near-limit",
	severity: "warning",
	reason:
		"The cloud refuses a machine whose user data is too large, and only when it is to be made.",
	remedy: "Deliver large files by packages or from object storage.",
	checkPair: ({ pair }) =>
		pair.design.nodes.flatMap(({ name, facts, userDataBytes }) =>
			problemOf(name, userDataUse(facts.cloud, userDataBytes)),
		),
	checkResource: ({ machine, isInPair }) =>
		machine?.userData === undefined || isInPair
			? []
			: problemOf(
					"the machine",
					userDataUse(
						machine.cloud,
						countedUserDataBytes(
							machine.cloud,
							machine.userData.text,
							machine.userData.encoding,
						),
					),
				),
};
