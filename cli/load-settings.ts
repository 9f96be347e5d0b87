import { existsSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { MistakeError } from "../base/halab-error";
import { homeDirectory } from "../base/home-directory";
import { recover } from "../base/recover";
import { shownName } from "../base/shown";
import { parseSettings } from "../plan/parse-settings";
import type { LabSettings } from "../plan/settings";
import { SettingsError } from "../plan/settings-error";
import { readText, UnreadableFile } from "./read-text";

/** The settings file that is read when none is named. */
export const DEFAULT_SETTINGS_FILE = "halab.yaml";

/** Settings have some hundred bytes, a key at most some thousand. */
export const LARGEST_SETTINGS_BYTES = 256 * 1024;

/** Options of {@link loadSettings}. */
export interface LoadSettingsOptions {
	/** Path of the file. @default `halab.yaml`; when that does not exist, the built-in defaults */
	readonly file?: string | undefined;
	/** Values that replace those of the file, by their top-level key. @default none */
	readonly overrides?: Readonly<Record<string, unknown>>;
}

/** Reads a file; what goes wrong becomes an error of the caller's kind. */
const read = (path: string, refuse: (cause: string) => Error): string =>
	recover(
		UnreadableFile,
		() => readText(path, LARGEST_SETTINGS_BYTES),
		({ message }) => {
			throw refuse(message);
		},
	);

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
	const refuse = (message: string): SettingsError =>
		new SettingsError(path === "" ? "settings" : path, [{ key: "", message }]);
	if (path === "") {
		throw refuse(
			`the name of the file is empty; name one, or leave the option out for ${DEFAULT_SETTINGS_FILE}`,
		);
	}
	const text =
		file !== undefined || existsSync(path)
			? read(path, (cause) =>
					refuse(
						`cannot be read: ${cause}. Name another file with --settings, or leave the option out for ${DEFAULT_SETTINGS_FILE} or, without that, the defaults`,
					),
				)
			: "";
	const readPublicKeyFile = (keyFile: string): string => {
		const refuseKey = (cause: string): Error =>
			new MistakeError(
				`${shownName(keyFile)} cannot be read: ${cause}. Name the .pub file of your key, or make one that every cloud takes with: ssh-keygen -t rsa -b 4096`,
			);
		if (!keyFile.startsWith("~/")) {
			return read(resolve(dirname(path), keyFile), refuseKey);
		}
		const ownHome = homeDirectory();
		if (ownHome === undefined) {
			throw refuseKey("you have no home directory on this computer");
		}
		return read(resolve(ownHome, keyFile.slice(2)), refuseKey);
	};
	return parseSettings(text, path, { home, readPublicKeyFile, overrides });
}
