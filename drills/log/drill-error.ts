import { EXIT, HalabError } from "../../base/halab-error";

/** Thrown when a drill cannot begin or cannot go on, e.g. because nobody answers at the VIP. The message says what to do. */
export class DrillError extends HalabError {}

/** Thrown when the machine that shall ask is no vantage point of this lab. */
export class UnknownVantageError extends DrillError {
	override readonly exitCode = EXIT.mistake;
}
