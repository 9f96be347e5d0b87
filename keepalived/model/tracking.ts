import { type CheckContext, show } from "../keywords/context";
import type { Directive } from "../keywords/directive";
import { whole } from "../keywords/numbers";
import { flag } from "../keywords/switches";
import { checkInterfaceName, checkWord } from "../keywords/words";

/** One thing that is tracked, by the name of its definition or of the interface. */
export interface Track {
	/** Name of the script, file or process, or of the interface. */
	readonly name: string;
	/** Change of priority, −253 to 253; 0: the instance goes to FAULT. @default the weight of the definition; 0 for an interface */
	readonly weight?: number;
	/** Act when the thing is well instead of when it fails; only beside a weight. keepalived ≥ 2.0.18. @default false */
	readonly reverse?: boolean;
}

/** A change of priority: never so large that it would reach 0 or 255. */
export const weight = whole({ min: -253, max: 253 });

/** A block of things that are tracked by the names of their definitions. */
export const track: Directive<readonly Track[]> = trackBlock(checkWord);

/** A block of interfaces that are tracked. */
export const trackInterfaces: Directive<readonly Track[]> =
	trackBlock(checkInterfaceName);

function trackBlock(
	checkName: (name: string, context: CheckContext) => void,
): Directive<readonly Track[]> {
	return {
		check(tracks, context) {
			const seen = new Set<string>();
			tracks.forEach((entry, index) => {
				checkTrack(entry, checkName, context.atIndex(index, entry.name));
				if (seen.has(entry.name)) {
					context.atIndex(index, entry.name).refuse({
						given: `${show(entry.name)} a second time`,
						allowed: "each name once",
						remedy: "Remove the repetition; keepalived ignores it.",
					});
				}
				seen.add(entry.name);
			});
		},
		write: (tracks, keyword) =>
			tracks.length === 0
				? []
				: [`${keyword} {`, ...tracks.map((entry) => `    ${line(entry)}`), "}"],
	};
}

function checkTrack(
	entry: Track,
	checkName: (name: string, context: CheckContext) => void,
	context: CheckContext,
): void {
	checkName(entry.name, context.at("name"));
	if (entry.weight !== undefined) {
		weight.check(entry.weight, context.at("weight"));
	}
	if (entry.reverse === undefined) {
		return;
	}
	flag.check(entry.reverse, context.at("reverse"));
	if (!entry.reverse) {
		return;
	}
	context.at("reverse").need("2.0.18", "reverse");
	if (entry.weight === undefined) {
		context.at("reverse").refuse({
			given: "reverse without a weight",
			allowed: "reverse beside a weight",
			remedy: "Give the weight too, 0 for FAULT.",
		});
	}
}

function line(entry: Track): string {
	const parts = [entry.name];
	if (entry.weight !== undefined) {
		parts.push(`weight ${entry.weight}`);
	}
	if (entry.reverse === true) {
		parts.push("reverse");
	}
	return parts.join(" ");
}
