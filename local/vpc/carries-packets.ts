import type { Route } from "./entities";

/** Whether packets follow the route now: one that is being created does not lead them yet, one being deleted no more. */
export const carriesPackets = ({ status }: Route): boolean =>
	status === "available" || status === "modifying";
