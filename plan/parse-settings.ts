import type { z } from "zod";
import { defined } from "../base/defined";
import { MistakeError } from "../base/halab-error";
import { own } from "../base/own";
import { recover } from "../base/recover";
import { shown, shownName } from "../base/shown";
import { EXPECTED, valueAt } from "../design/wrong-parts";
import { checkCloudAccess, checkSettings } from "./check-settings";
import { type LabSettings, publicKeySchema, settingsSchema } from "./settings";
import {
	type Path,
	type PathProblem,
	SettingsDocument,
} from "./settings-document";
import { SettingsError, type SettingsProblem } from "./settings-error";

/** A key as messages show it: what looks like none may be a line of another file. */
const shownKey = (key: PropertyKey): string => {
	const text = String(key);
	return /^[\w.-]{1,40}$/.test(text) && shown(text) === JSON.stringify(text)
		? text
		: `(a key of ${text.length} characters)`;
};

const asKey = (path: Path): string => path.map(shownKey).join(".");

const amount = (given: unknown): string =>
	Array.isArray(given) ? `a list of ${given.length}` : shown(given);

/** zod's issue in our words: what was given, what is allowed. */
function explain(issue: z.core.$ZodIssue, given: unknown): string {
	switch (issue.code) {
		case "invalid_type":
			return `${shown(given)} is not allowed; expected ${EXPECTED[issue.expected] ?? issue.expected}`;
		case "invalid_value":
			return `${shown(given)} is not known; allowed: ${issue.values.map(String).join(", ")}`;
		case "too_small":
			return `${amount(given)} is too small; allowed: ${issue.minimum} at least`;
		case "too_big":
			return `${amount(given)} is too large; allowed: ${issue.maximum} at most`;
		case "invalid_format":
			return `${shown(given)} ${issue.message}`;
		default:
			return issue.message;
	}
}

/** Names that are one or two slips away from a known one, for "did you mean". */
function knownKeys(path: Path): readonly string[] {
	let shape: unknown = settingsSchema.shape;
	for (const key of path) {
		const schema: unknown = own(shape ?? {}, key);
		shape = innerShape(schema);
	}
	return Object.keys(shape ?? {});
}

function innerShape(schema: unknown): object | undefined {
	if (typeof schema !== "object" || schema === null) {
		return undefined;
	}
	if ("shape" in schema && typeof schema.shape === "object") {
		return schema.shape ?? undefined;
	}
	return "unwrap" in schema && typeof schema.unwrap === "function"
		? innerShape(schema.unwrap())
		: undefined;
}

function problemsOf(issue: z.core.$ZodIssue, given: unknown): PathProblem[] {
	if (issue.code === "unrecognized_keys") {
		return issue.keys.map((key) => ({
			path: [...issue.path, key],
			message: `is not a known key; allowed: ${knownKeys(issue.path).join(", ")}`,
		}));
	}
	return [{ path: issue.path, message: explain(issue, given) }];
}

/** Options of {@link parseSettings}. */
export interface ParseSettingsOptions {
	/** Where the settings go: a cloud, which needs access settings, or the local machine, which does not. */
	readonly home: "cloud" | "local";
	/**
	 * Reads the file that `access.publicKeyFile` names; throws an error with a message for people when it cannot.
	 */
	readonly readPublicKeyFile: (path: string) => string;
	/**
	 * Values that replace those of the file, by their top-level key: what the command line says.
	 *
	 * @default none
	 */
	readonly overrides?: Readonly<Record<string, unknown>>;
}

/** Puts the key of `access.publicKeyFile` in its place. Only a cloud wants the key. */
function withPublicKey(
	settings: LabSettings,
	options: ParseSettingsOptions,
): LabSettings | PathProblem {
	const { publicKey, publicKeyFile } = settings.access;
	if (publicKeyFile === undefined || options.home === "local") {
		return settings;
	}
	const path = ["access", "publicKeyFile"];
	if (publicKey !== undefined) {
		return {
			path,
			message: "is given as well as access.publicKey; keep one of the two",
		};
	}
	const text = recover(
		MistakeError,
		() => options.readPublicKeyFile(publicKeyFile),
		({ message }) => ({ path, message }),
	);
	if (typeof text !== "string") {
		return text;
	}
	const key = publicKeySchema.safeParse(text);
	return key.success
		? { ...settings, access: { ...settings.access, publicKey: key.data } }
		: {
				path,
				message: `${shownName(publicKeyFile)} ${key.error.issues[0]?.message ?? "is not an OpenSSH public key"}`,
			};
}

/** So many problems are named at once. */
const MOST_PROBLEMS = 20;

/** The first problem of each key: what follows from it would only be said again in other words. */
const firstOfEach = (problems: readonly PathProblem[]): PathProblem[] =>
	[
		...new Map(
			problems
				.toReversed()
				.map((problem) => [problem.path.join("\n"), problem]),
		).values(),
	].reverse();

/**
 * Reads settings from YAML text. An empty text gives the defaults.
 *
 * @param file the file's name, for messages
 * @throws SettingsError naming every problem with its line and key
 */
export function parseSettings(
	text: string,
	file: string,
	options: ParseSettingsOptions,
): LabSettings {
	const document = SettingsDocument.parse(text, file);
	const { overrides = {} } = options;
	const written = document.value ?? {};
	const given =
		typeof written === "object" && !Array.isArray(written)
			? { ...written, ...overrides }
			: written;
	const located = ({ path, message }: PathProblem): SettingsProblem => {
		if (Object.hasOwn(overrides, String(path[0]))) {
			return { key: asKey(path), message, source: "command line" };
		}
		const position = document.positionOf(path);
		return defined({ key: asKey(path), message, position });
	};
	const result = settingsSchema.safeParse(given);
	const problemsAsWritten = [
		...document.problems,
		...(result.error?.issues ?? []).flatMap((issue) =>
			problemsOf(issue, valueAt(given, issue.path)),
		),
	];
	if (result.data === undefined || problemsAsWritten.length > 0) {
		throw new SettingsError(
			file,
			firstOfEach(problemsAsWritten).slice(0, MOST_PROBLEMS).map(located),
		);
	}
	const settings = withPublicKey(result.data, options);
	if ("message" in settings) {
		throw new SettingsError(file, [located(settings)]);
	}
	const problems = [
		...checkSettings(settings, options.home),
		...(options.home === "cloud" ? checkCloudAccess(settings) : []),
	];
	if (problems.length > 0) {
		throw new SettingsError(
			file,
			firstOfEach(
				problems.map(({ key, message }) => ({ path: key.split("."), message })),
			).map(located),
		);
	}
	return settings;
}
