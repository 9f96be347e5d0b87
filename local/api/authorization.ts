import { matches } from "./faults";

/**
 * Whether credentials with these actions may call an action: names as the API has them, such as `ReplaceRoutes`; `*` at the
 * end stands for anything. The local cloud knows no resources or conditions in policies.
 */
export const mayCall = (actions: readonly string[], action: string): boolean =>
	actions.some((pattern) => matches(pattern, action));
