import type { VpcCommand } from "../commands";
import { VpcError } from "../errors";
import type { IdKind, NewId } from "../ids";

/** What a decision needs besides the state. */
export interface DecisionContext {
	/** Milliseconds since 1970. */
	readonly now: number;
	readonly newId: NewId;
}

/** The command of a type. */
export type CommandOf<Type extends VpcCommand["type"]> = Extract<
	VpcCommand,
	{ readonly type: Type }
>;

/**
 * The id that was asked for, or a new one.
 *
 * @throws VpcError `duplicate` when something has it
 */
export function idFor(
	kind: IdKind,
	wanted: string | undefined,
	things: Readonly<Record<string, unknown>>,
	{ newId }: DecisionContext,
): string {
	const id = wanted ?? newId(kind);
	if (Object.hasOwn(things, id)) {
		throw new VpcError("duplicate", `The ${kind} ${id} exists already.`, id);
	}
	return id;
}
