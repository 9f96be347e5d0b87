import { homedir } from "node:os";

/** Home of the user; `undefined` when neither the environment nor this computer's list of users knows one. */
export function homeDirectory(): string | undefined {
	try {
		return homedir();
	} catch {
		return undefined;
	}
}
