import { stringify } from "yaml";

/** YAML as our documents have it. */
export const yaml = (value: unknown): string =>
	stringify(value, { lineWidth: 0, indentSeq: false });

/** The entries of a list below its key. Further entries of that list may follow them. */
export const yamlEntries = (values: readonly unknown[]): string =>
	yaml({ list: values }).replace("list:\n", "");
