import { Option } from "commander";

/** `--settings`, of every command that reads settings. */
export const settingsOption = (): Option =>
	new Option("-s, --settings <file>", "settings file (default: halab.yaml)");

/** `--name`, of every command that works on a lab that is there. */
export const nameOption = (): Option =>
	new Option(
		"--name <name>",
		"name of the lab (default: that of the settings)",
	);
