import { JournalError } from "../vpc/journal-error";

/**
 * Writes what went wrong in the local cloud's process into its log. One whose journal cannot be written ends: it would refuse
 * every command for ever, and the next process opens the journal anew, as soon as there is room.
 */
export function reportError(error: unknown): void {
	console.error(error);
	if (error instanceof JournalError) {
		process.exit(1);
	}
}
