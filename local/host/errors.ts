import { EXIT, HalabError } from "../../base/halab-error";

/** Thrown when the local lab cannot do what it is asked. The message says what to do about it. */
export class LocalLabError extends HalabError {}

/** Somebody ended the work with Ctrl-C or a signal; what it had made is taken back. */
export class InterruptedError extends LocalLabError {
	override readonly exitCode = EXIT.interrupted;
}
