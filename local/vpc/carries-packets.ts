import type { Route } from "./entities";

/**
 * Whether packets follow the route now: one that is being created does not lead them yet, one being deleted no more, one
 * that was switched off not at all.
 */
export const carriesPackets = ({ status, disabled }: Route): boolean =>
	!disabled && (status === "available" || status === "modifying");
