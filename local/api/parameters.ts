import type { z } from "zod";
import { own } from "../../base/own";
import type { ApiError } from "./errors";

/** What is wrong with a parameter; each cloud has its own word for it. */
export interface ParameterProblem {
	readonly kind: "missing" | "unknown" | "type" | "value";
	/** e.g. `Routes.0.GatewayId` */
	readonly name: string;
	/** For people. */
	readonly message: string;
}

/** The error of a cloud that has but two words: one for what is missing, one for whatever else is wrong. */
export function missingOrInvalid(
	{ kind, name, message }: ParameterProblem,
	words: {
		missing(name: string): ApiError;
		invalid(name: string, message: string): ApiError;
	},
): ApiError {
	switch (kind) {
		case "missing":
			return words.missing(name);
		case "unknown":
		case "type":
		case "value":
			return words.invalid(name, message);
	}
}

/** The parameters as the schema wants them, or the first thing that is wrong with them. */
export function checkParameters<T>(
	schema: z.ZodType<T>,
	parameters: unknown,
): { readonly value: T } | { readonly problem: ParameterProblem } {
	const { success, data, error } = schema.safeParse(parameters);
	if (success) {
		return { value: data };
	}
	const [issue] = error.issues;
	if (issue === undefined) {
		throw new TypeError("a schema refused without saying why");
	}
	const path = issue.path.map(String);
	const problem = (kind: ParameterProblem["kind"], name = path.join(".")) => ({
		problem: { kind, name, message: issue.message },
	});
	switch (issue.code) {
		case "unrecognized_keys":
			return problem("unknown", [...path, ...issue.keys.slice(0, 1)].join("."));
		case "invalid_type":
			return problem(at(parameters, path) === undefined ? "missing" : "type");
		default:
			return problem("value");
	}
}

function at(value: unknown, path: readonly string[]): unknown {
	return path.reduce<unknown>(
		(inner, name) =>
			typeof inner === "object" && inner !== null
				? own(inner, name)
				: undefined,
		value,
	);
}

type Nested = string | Nested[] | { [name: string]: Nested };

/** No name means anything in it yet, not even `constructor`. */
const nothing = (): Record<string, Nested> => Object.create(null);

/** How deep lists and objects may lie in each other; the clouds' own go three levels. */
const DEEPEST = 6;

/**
 * Makes lists and objects of flat parameters: `Filter.1.Name=a&Filter.1.Value.1=b` → `{Filter: [{Name: "a", Value: ["b"]}]}`.
 * Lists are in the order of their numbers; gaps close.
 */
export function unflatten(
	flat: Readonly<Record<string, string>>,
): Readonly<Record<string, Nested>> {
	const root = nothing();
	for (const [name, value] of Object.entries(flat)) {
		const path = name.split(".").slice(0, DEEPEST);
		const last = path.pop() ?? "";
		let inner = root;
		for (const step of path) {
			let next = inner[step];
			if (typeof next !== "object" || Array.isArray(next)) {
				next = nothing();
				inner[step] = next;
			}
			inner = next;
		}
		inner[last] = value;
	}
	return Object.fromEntries(
		Object.entries(root).map(([name, value]) => [name, listed(value)]),
	);
}

/** Objects whose names are all numbers are lists. */
function listed(value: Nested): Nested {
	if (typeof value === "string" || Array.isArray(value)) {
		return value;
	}
	const entries = Object.entries(value);
	return entries.every(([name]) => /^\d+$/.test(name))
		? entries
				.sort(([a], [b]) => Number(a) - Number(b))
				.map(([, inner]) => listed(inner))
		: Object.fromEntries(entries.map(([name, inner]) => [name, listed(inner)]));
}

/** A parameter of a request that is not checked yet; empty when it is not there, or no text. */
export function textIn(parameters: unknown, name: string): string {
	if (typeof parameters !== "object" || parameters === null) {
		return "";
	}
	const value = own(parameters, name);
	return typeof value === "string" ? value : "";
}
