import { HalabError } from "../../base/halab-error";

/** Thrown when a drill cannot begin or cannot go on, e.g. because nobody answers at the VIP. The message says what to do. */
export class DrillError extends HalabError {}
