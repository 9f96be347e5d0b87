import { LocalLabError } from "../host/errors";

/**
 * The journal could not be written, so its store carries out nothing more: what the disk holds only shows when the journal
 * is opened anew.
 */
export class JournalError extends LocalLabError {}
