import { stringify } from "yaml";
import type { UserDataFile } from "./user-data";

/** What the user data of a node is made of that gets nothing of ours. */
export interface PlainUserDataProps {
	/** Host name of the node. */
	readonly hostname: string;
	readonly files: readonly UserDataFile[];
	/** Commands that run once as root when the files are there, each a program and its arguments. */
	readonly run: readonly (readonly string[])[];
}

/**
 * A cloud-init document that writes files and runs commands, and does nothing else: for nodes that a tutorial
 * configures its own way. Only for the local machine, whose image has the packages; its size is not limited.
 */
export const renderPlainUserData = ({
	hostname,
	files,
	run,
}: PlainUserDataProps): string =>
	`#cloud-config\n${stringify(
		{ hostname, write_files: files, runcmd: run },
		{ lineWidth: 0, aliasDuplicateObjects: false },
	)}`;
