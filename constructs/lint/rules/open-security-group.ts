import type { IngressRule } from "../resource-facts";
import type { LintRule } from "../rule";
import { anywhereOf } from "./anywhere";

const whatPasses = ({ protocol, ports }: IngressRule): string =>
	`${protocol} ${ports.map(({ from, to }) => (from === to ? `${from}` : `${from}-${to}`)).join(",")}`;

/** Rules let the whole internet in, or most of it. */
export const openSecurityGroup: LintRule = {
	id: "open-security-group",
	severity: "warning",
	reason: "Whoever scans the internet reaches the machine.",
	remedy:
		"Name the networks of those who use the service, or suppress this where the service is public.",
	checkResource: ({ ingress }) => {
		const kinds = new Set(ingress.map(whatPasses));
		return [...kinds].flatMap((what) => {
			const source = anywhereOf(
				ingress.filter((rule) => whatPasses(rule) === what),
			);
			return source === undefined ? [] : [`${what} is open to ${source}`];
		});
	},
};
