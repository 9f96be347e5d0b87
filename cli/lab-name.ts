import { LocalLab } from "../local/lab/lab";
import { isLabName, LAB_NAME_RULE } from "../plan/lab-name";
import { SettingsError } from "../plan/settings-error";
import { loadSettings } from "./load-settings";

/** Options of every command that works on a running lab. */
export interface LabOptions {
	readonly name?: string;
	readonly settings?: string;
}

/** Of what was given, so much is said back. */
const MOST_SHOWN = 40;

/**
 * The name of the lab that is meant: the one given, else that of the settings.
 *
 * @throws SettingsError when it cannot be a lab's name
 */
export function labName({ name, settings }: LabOptions): string {
	if (name === undefined) {
		return loadSettings("local", { file: settings }).name;
	}
	if (!isLabName(name)) {
		throw new SettingsError("command line", [
			{
				key: "--name",
				message: `${JSON.stringify(name.slice(0, MOST_SHOWN))} is not a lab's name; it ${LAB_NAME_RULE}`,
			},
		]);
	}
	return name;
}

/** @throws LocalLabError when that lab does not run */
export const attachLab = (options: LabOptions): Promise<LocalLab> =>
	LocalLab.attach(labName(options));
