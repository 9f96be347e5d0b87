import type { KeepalivedProblem } from "../errors";
import { KeepalivedVersion } from "../version";

/** Where a check stands and where it reports to. */
export class CheckContext {
	static root(version: KeepalivedVersion): CheckContext {
		return new CheckContext("", version, []);
	}

	private constructor(
		readonly path: string,
		readonly version: KeepalivedVersion,
		private readonly found: KeepalivedProblem[],
	) {}

	/** Everything reported here, above and below. */
	get problems(): readonly KeepalivedProblem[] {
		return this.found;
	}

	/** The context of a property. */
	at(key: string): CheckContext {
		return this.below(this.path === "" ? key : `${this.path}.${key}`);
	}

	/** The context of an element of a list, with its name where it has one. */
	atIndex(index: number, name?: string): CheckContext {
		return this.below(
			`${this.path}[${index}]${name === undefined ? "" : ` (${name})`}`,
		);
	}

	/** Reports one problem of what stands at this path. */
	refuse(problem: Omit<KeepalivedProblem, "path">): void {
		this.found.push({ path: this.path || "config", ...problem });
	}

	/** Reports a keyword, or a form of it, that came later than the target version. */
	need(since: string, keyword: string): void {
		if (this.version.isAtLeast(KeepalivedVersion.parse(since))) {
			return;
		}
		this.refuse({
			given: `${keyword}, which needs keepalived ${since} or newer`,
			allowed: `keywords of keepalived ${this.version}, the target version`,
			remedy: `Leave ${keyword} out, or render for keepalived ${since} or newer.`,
		});
	}

	private below(path: string): CheckContext {
		return new CheckContext(path, this.version, this.found);
	}
}

/** A value as it is shown in an error. */
export function show(value: unknown): string {
	return JSON.stringify(value) ?? String(value);
}
