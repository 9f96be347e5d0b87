import {
	CAPABILITIES,
	CLOUD_IDS,
	type CloudId,
} from "../../../design/capabilities";
import type { LintRule } from "../rule";

const NEAR = 0.9;

/** The largest raw user data that a cloud takes, in bytes. */
const rawLimit = (cloud: CloudId): number => {
	const { limitBytes, measured } = CAPABILITIES[cloud].userData;
	return measured === "raw" ? limitBytes : Math.floor((limitBytes * 3) / 4);
};

/** A pair's user data is the same on every cloud, so that the smallest limit is a pair's. */
const PAIR_LIMIT = Math.min(...CLOUD_IDS.map(rawLimit));

function problemOf(
	owner: string,
	userData: string,
	limit: number,
): readonly string[] {
	const bytes = Buffer.byteLength(userData);
	return bytes > NEAR * limit
		? [
				`the user data of ${owner} has ${bytes} of ${limit} bytes, ${Math.floor((bytes / limit) * 100)} %`,
			]
		: [];
}

/** User data is about to become too large. */
export const userDataNearLimit: LintRule = {
	id: "user-data-near-limit",
	severity: "warning",
	reason:
		"The cloud refuses a machine whose user data is too large, and only when it is to be made.",
	remedy: "Deliver large files by packages or from object storage.",
	checkPair: ({ pair }) =>
		pair.design.nodes.flatMap(({ name, userData }) =>
			problemOf(name, userData, PAIR_LIMIT),
		),
	checkResource: ({ machine, isInPair }) =>
		machine?.userData === undefined || isInPair
			? []
			: problemOf("the machine", machine.userData, rawLimit(machine.cloud)),
};
