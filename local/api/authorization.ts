import { matches } from "./faults";

/**
 * Whether credentials with these actions may call an action of the VPC API.
 *
 * The actions are named as in the clouds' policies: `vpc:ReplaceRoutes`; `*` at the end stands for anything.
 */
export const mayCall = (actions: readonly string[], action: string): boolean =>
	actions.some((pattern) => matches(pattern, `vpc:${action}`));
