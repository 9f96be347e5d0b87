import { expect, it } from "vitest";
import {
	type KeepalivedConfig,
	KeepalivedConfigError,
	renderKeepalivedConf,
} from "../../keepalived";
import { examples } from "./examples";
import { referenceConfigs } from "./reference-configs";

/** What would end a line, a word, a quotation or a block, or start a comment, a variable or a condition. */
const NASTY = [
	"\n",
	"\r",
	"\t",
	"\0",
	'"',
	"}",
	"{",
	"$X",
	"\\",
	"a b",
	"é",
	"\u2028",
];

const configs = Object.entries({ ...examples, ...referenceConfigs });

it.each(configs)("no string of %s can smuggle anything in", (_, config) => {
	const lines = renderKeepalivedConf(config).split("\n").length;
	for (const nasty of NASTY) {
		for (const changed of withEachStringChanged(config, nasty)) {
			let text: string;
			try {
				text = renderKeepalivedConf(changed);
			} catch (error) {
				expect(error).toBeInstanceOf(KeepalivedConfigError);
				continue;
			}
			// Only scripts and processes have arguments that a space may add to.
			expect(nasty).toBe("a b");
			expect(text.split("\n")).toHaveLength(lines);
		}
	}
});

/** The configuration, once for each string in it, with something appended to that string. */
function withEachStringChanged(
	config: KeepalivedConfig,
	appended: string,
): readonly KeepalivedConfig[] {
	const count = countStrings(config);
	return Array.from({ length: count }, (_, target) => {
		let index = -1;
		const changed: KeepalivedConfig = JSON.parse(
			JSON.stringify(config),
			(_key, value: unknown) => {
				if (typeof value !== "string") {
					return value;
				}
				index += 1;
				return index === target ? value + appended : value;
			},
		);
		return changed;
	});
}

function countStrings(config: KeepalivedConfig): number {
	let count = 0;
	JSON.stringify(config, (_key, value: unknown) => {
		if (typeof value === "string") {
			count += 1;
		}
		return value;
	});
	return count;
}
