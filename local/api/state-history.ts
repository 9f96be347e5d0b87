import type { VpcState } from "../vpc/entities";

/** How far back one can look; older than any stale answer. */
const KEPT_MILLISECONDS = 600_000;

/** What the state was a while ago, as far as the API's server saw it: it looks at each request and after each change. */
export class StateHistory {
	private entries: { readonly since: number; readonly state: VpcState }[] = [];

	/** @param now milliseconds since 1970 */
	note(state: VpcState, now: number): void {
		if (this.entries.at(-1)?.state === state) {
			return;
		}
		this.entries.push({ since: now, state });
		// The one that was valid at the edge stays.
		const second = this.entries[1];
		if (second !== undefined && second.since < now - KEPT_MILLISECONDS) {
			this.entries.shift();
		}
	}

	/** The state at a moment; the oldest known one before that. */
	at(moment: number): VpcState | undefined {
		return (
			this.entries.findLast(({ since }) => since <= moment) ?? this.entries[0]
		)?.state;
	}
}
