import { LocalLab } from "../local/lab";
import { loadSettings } from "./load-settings";

/** Options of every command that works on a running lab. */
export interface LabOptions {
	readonly name?: string;
	readonly settings?: string;
}

/** The name of the lab that is meant: the one given, else that of the settings. */
export const labName = (options: LabOptions): string =>
	options.name ?? loadSettings("local", { file: options.settings }).name;

/** @throws LocalLabError when that lab does not run */
export const attachLab = (options: LabOptions): Promise<LocalLab> =>
	LocalLab.attach(labName(options));
