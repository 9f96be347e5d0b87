import type { LintRule } from "../rule";
import { anywhereOf, letsSshIn } from "./anywhere";

/** A rule lets the whole internet in by ssh. */
export const sshFromAnywhere: LintRule = {
	id: "ssh-from-anywhere",
	severity: "error",
	reason: "An open ssh port is attacked within minutes.",
	remedy:
		"Name the administrators' own addresses, and reach the nodes through the bastion.",
	checkResource: ({ ingress }) => {
		const source = anywhereOf(ingress.filter(letsSshIn));
		return source === undefined ? [] : [`port 22 is open to ${source}`];
	},
};
