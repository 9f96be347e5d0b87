import { faultFile } from "../userdata";
import type { Health } from "./health";
import { UniqueNames } from "./unique-names";

/** One question that the watchdog of a node asks the service again and again. */
export interface HttpCheck {
	/** Name under which keepalived tracks the verdict. */
	readonly name: string;
	/** The file with the verdict: 0, or 1 for a fault. */
	readonly file: string;
	/** Path that is asked for. */
	readonly path: string;
}

/** The HTTP checks of a pair. */
export function httpChecks(health: readonly Health[]): readonly HttpCheck[] {
	const names = new UniqueNames();
	return health.flatMap(({ spec }) => {
		if (spec.kind !== "http") {
			return [];
		}
		const name = names.add("check_http");
		return [{ name, file: faultFile(name), path: spec.path }];
	});
}
