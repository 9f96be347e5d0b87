import type { Route, VpcState } from "./entities";

/** Routes whose asynchronous change waits for a `settle-route`, e.g. of a process that ended before it could send one. */
export function pendingRoutes(state: VpcState): readonly Route[] {
	return Object.values(state.routes).filter(
		({ status }) => status !== "available",
	);
}
