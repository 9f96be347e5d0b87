import type { LintRule } from "../rule";

/** A machine's metadata service answers without a token. */
export const metadataToken: LintRule = {
	id: "metadata-token",
	severity: "warning",
	reason:
		"Whoever makes a program on the machine fetch a URL gets the credentials of the machine's role.",
	remedy: 'Set http_tokens = "required".',
	checkResource: ({ machine }) =>
		machine?.requiresMetadataToken === false
			? ["the metadata service answers without a token"]
			: [],
};
