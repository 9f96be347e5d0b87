import { existsSync } from "node:fs";
import { defined } from "../base/defined";
import { DesignError } from "../design/errors";
import { SettingsDocument } from "../plan/settings-document";
import { SettingsError } from "../plan/settings-error";
import { DEFAULT_SETTINGS_FILE, LARGEST_SETTINGS_BYTES } from "./load-settings";
import { readText } from "./read-text";

/** Props of constructs that the settings give as they are, and the settings' keys. */
const KEYS: Readonly<Record<string, readonly string[]>> = {
	imageId: ["machine", "imageId"],
	instanceType: ["machine", "instanceType"],
	accountId: ["access", "accountId"],
	zone: ["zone"],
};

/**
 * What a construct says of a prop, e.g. `havip-nopreempt-alicloud/Bastion.imageId`, said of the settings' key that gave it and
 * of its place in the file.
 *
 * @param file the settings file; the default one when it is undefined
 * @returns the error as it is, when it is about something else
 */
export function inSettings(error: unknown, file: string | undefined): unknown {
	if (!(error instanceof DesignError)) {
		return error;
	}
	const path = KEYS[error.prop.split(".").at(-1) ?? ""];
	// Without a path the settings' own checks have said it: these name the construct.
	if (path === undefined || !error.prop.includes("/")) {
		return error;
	}
	const name = file ?? DEFAULT_SETTINGS_FILE;
	const position = existsSync(name)
		? SettingsDocument.parse(
				readText(name, LARGEST_SETTINGS_BYTES),
				name,
			).positionOf(path)
		: undefined;
	return new SettingsError(name, [
		defined({ key: path.join("."), message: error.problem, position }),
	]);
}

/**
 * Does what builds constructs of settings.
 *
 * @throws SettingsError where a construct does not take what the settings give it; see {@link inSettings}
 */
export function withSettings<T>(file: string | undefined, build: () => T): T {
	try {
		return build();
	} catch (error) {
		throw inSettings(error, file);
	}
}
