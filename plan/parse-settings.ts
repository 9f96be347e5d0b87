import {
	type Document,
	isMap,
	isNode,
	isSeq,
	LineCounter,
	parseDocument,
} from "yaml";
import type { z } from "zod";
import { checkCloudAccess, checkSettings } from "./check-settings";
import { type LabSettings, publicKeySchema, settingsSchema } from "./settings";
import { SettingsError, type SettingsProblem } from "./settings-error";

type Path = readonly PropertyKey[];

const asKey = (path: Path): string => path.map(String).join(".");

const shown = (value: unknown): string =>
	value === undefined ? "nothing" : JSON.stringify(value);

/** zod's issue in our words: what was given, what is allowed. */
function explain(issue: z.core.$ZodIssue, given: unknown): string {
	switch (issue.code) {
		case "invalid_type":
			return `${shown(given)} is not allowed; expected ${issue.expected === "int" ? "a whole number" : issue.expected}`;
		case "invalid_value":
			return `${shown(given)} is not known; allowed: ${issue.values.map(String).join(", ")}`;
		case "too_small":
			return `${shown(given)} is too small; allowed: ${issue.minimum} at least`;
		case "too_big":
			return `${shown(given)} is too large; allowed: ${issue.maximum} at most`;
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
		const schema: unknown = Object.entries(shape ?? {}).find(
			([name]) => name === key,
		)?.[1];
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

function problemsOf(
	issue: z.core.$ZodIssue,
	given: unknown,
): { path: Path; message: string }[] {
	if (issue.code === "unrecognized_keys") {
		return issue.keys.map((key) => ({
			path: [...issue.path, key],
			message: `is not a known key; allowed: ${knownKeys(issue.path).join(", ")}`,
		}));
	}
	return [{ path: issue.path, message: explain(issue, given) }];
}

/** Where the last key of a path stands in the file, if it is there. */
function offsetOf(document: Document, path: Path): number | undefined {
	const parent =
		path.length === 1
			? document.contents
			: document.getIn(path.slice(0, -1), true);
	const last = String(path.at(-1));
	let node: unknown;
	if (isMap(parent)) {
		node = parent.items.find((item) => String(item.key) === last)?.key;
	} else if (isSeq(parent)) {
		node = parent.items[Number(last)];
	}
	return isNode(node) ? node.range?.[0] : undefined;
}

/** Where a key stands in the file, else the nearest parent that is there. */
function positionOf(
	document: Document,
	lines: LineCounter,
	path: Path,
): SettingsProblem["position"] {
	for (let length = path.length; length > 0; length--) {
		const offset = offsetOf(document, path.slice(0, length));
		if (offset !== undefined) {
			const { line, col } = lines.linePos(offset);
			return { line, column: col };
		}
	}
	return undefined;
}

const valueAt = (root: unknown, path: Path): unknown =>
	path.reduce<unknown>(
		(value, key) =>
			typeof value === "object" && value !== null
				? Reflect.get(value, key)
				: undefined,
		root,
	);

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
): LabSettings | { path: Path; message: string } {
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
	let text: string;
	try {
		text = options.readPublicKeyFile(publicKeyFile);
	} catch (error) {
		return {
			path,
			message: error instanceof Error ? error.message : String(error),
		};
	}
	const key = publicKeySchema.safeParse(text);
	return key.success
		? { ...settings, access: { ...settings.access, publicKey: key.data } }
		: {
				path,
				message: `${publicKeyFile} ${key.error.issues[0]?.message ?? "is not an OpenSSH public key"}`,
			};
}

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
	const lines = new LineCounter();
	const document = parseDocument(text, { lineCounter: lines });
	if (document.errors.length > 0) {
		throw new SettingsError(
			file,
			document.errors.map((error) => ({
				key: "",
				message: `is not valid YAML: ${error.message.split("\n")[0] ?? error.code}`,
			})),
		);
	}
	const { overrides = {} } = options;
	const written: unknown = document.toJS() ?? {};
	const given =
		typeof written === "object" && !Array.isArray(written)
			? { ...written, ...overrides }
			: written;
	const located = ({ path, message }: { path: Path; message: string }) => {
		if (Object.hasOwn(overrides, String(path[0]))) {
			return { key: asKey(path), message, source: "command line" };
		}
		const position = positionOf(document, lines, path);
		return { key: asKey(path), message, ...(position ? { position } : {}) };
	};
	const result = settingsSchema.safeParse(given);
	if (!result.success) {
		throw new SettingsError(
			file,
			result.error.issues
				.flatMap((issue) => problemsOf(issue, valueAt(given, issue.path)))
				.map(located),
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
			problems.map(({ key, message }) =>
				located({ path: key.split("."), message }),
			),
		);
	}
	return settings;
}
