import { existsSync, readFileSync } from "node:fs";
import { homedir } from "node:os";
import { dirname, resolve } from "node:path";
import { parseSettings } from "../plan/parse-settings";
import type { LabSettings } from "../plan/settings";
import { SettingsError } from "../plan/settings-error";

/** The settings file that is read when none is named. */
export const DEFAULT_SETTINGS_FILE = "halab.yaml";

const codeOf = (error: unknown): string =>
	error instanceof Error && "code" in error ? String(error.code) : "unreadable";

/** Options of {@link loadSettings}. */
export interface LoadSettingsOptions {
	/** Path of the file. @default `halab.yaml`; when that does not exist, the built-in defaults */
	readonly file?: string | undefined;
	/** Values that replace those of the file, by their top-level key. @default none */
	readonly overrides?: Readonly<Record<string, unknown>>;
}

/**
 * Reads the settings from a file.
 *
 * @param home where the lab goes: a cloud needs the access settings, the local machine does not
 * @throws SettingsError when the file cannot be read or says something wrong
 */
export function loadSettings(
	home: "cloud" | "local",
	{ file, overrides = {} }: LoadSettingsOptions = {},
): LabSettings {
	const path = file ?? DEFAULT_SETTINGS_FILE;
	let text = "";
	if (file !== undefined || existsSync(path)) {
		try {
			text = readFileSync(path, "utf8");
		} catch (error) {
			throw new SettingsError(path, [
				{ key: "", message: `cannot be read (${codeOf(error)})` },
			]);
		}
	}
	const readPublicKeyFile = (keyFile: string): string => {
		const keyPath = keyFile.startsWith("~/")
			? resolve(homedir(), keyFile.slice(2))
			: resolve(dirname(path), keyFile);
		try {
			return readFileSync(keyPath, "utf8");
		} catch (error) {
			throw new Error(
				`${keyPath} cannot be read (${codeOf(error)}); name the .pub file of your key, or make one with: ssh-keygen -t ed25519`,
			);
		}
	};
	return parseSettings(text, path, { home, readPublicKeyFile, overrides });
}
