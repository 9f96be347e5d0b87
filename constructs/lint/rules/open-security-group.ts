import type { LintRule } from "../rule";
import { anywhereOf } from "./anywhere";

/** A rule lets the whole internet in. */
export const openSecurityGroup: LintRule = {
	id: "open-security-group",
	severity: "warning",
	reason: "Whoever scans the internet reaches the machine.",
	remedy:
		"Name the networks of those who use the service, or suppress this where the service is public.",
	checkResource: ({ ingress }) =>
		ingress.flatMap((rule) => {
			const source = anywhereOf(rule);
			const ports = rule.ports.map(({ from, to }) =>
				from === to ? `${from}` : `${from}-${to}`,
			);
			return source === undefined
				? []
				: [`${rule.protocol} ${ports.join(",")} is open to ${source}`];
		}),
};
