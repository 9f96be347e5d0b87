import type { IngressRule } from "../resource-facts";

/** Whether a source is the whole internet. */
const isAnywhere = (source: string): boolean => /\/0$/.test(source.trim());

/** The first source of a rule that is the whole internet. */
export const anywhereOf = (rule: IngressRule): string | undefined =>
	rule.sources.find(isAnywhere);

/** Whether a rule lets ssh in. */
export const letsSshIn = ({ protocol, ports }: IngressRule): boolean =>
	(protocol === "tcp" || protocol === "all") &&
	ports.some(({ from, to }) => from <= 22 && 22 <= to);
