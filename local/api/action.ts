import type { z } from "zod";
import type { VpcCommand } from "../vpc/commands";
import type { VpcState } from "../vpc/entities";
import type { VpcEvent } from "../vpc/events";
import { checkParameters, type ParameterProblem } from "./parameters";

/** What an action works with. */
export interface ActionContext {
	/** The state to read; older than the real one when an injected fault says so. */
	readonly state: VpcState;
	/** An instance's id as the answer gives it; another one than the instance's own when an injected fault says so. */
	shownId(instanceId: string): string;
	/** The state as it is. */
	current(): VpcState;
	/** @throws VpcError when the model refuses */
	execute(command: VpcCommand): Promise<readonly VpcEvent[]>;
	/** How a parameter that is wrong is said in this dialect. */
	parameterError(problem: ParameterProblem): Error;
}

/** An action of an API. */
export interface Action {
	/** Whether it changes anything. */
	readonly mutates: boolean;
	/** @throws ApiError or VpcError */
	run(parameters: unknown, context: ActionContext): Promise<object>;
}

const action =
	(mutates: boolean) =>
	<T>(
		parameters: z.ZodType<T>,
		run: (parameters: T, context: ActionContext) => object | Promise<object>,
	): Action => ({
		mutates,
		async run(given, context) {
			const checked = checkParameters(parameters, given);
			if ("problem" in checked) {
				throw context.parameterError(checked.problem);
			}
			return run(checked.value, context);
		},
	});

/** An action that only tells. */
export const describing = action(false);

/** An action that changes something. */
export const changing = action(true);
