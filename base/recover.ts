/**
 * Does work that may fail in a known way: what it throws of that kind is handed on, everything else is thrown again.
 *
 * @param kind class of the errors that are expected
 * @param otherwise says what is to be instead, or throws an error of the caller's own
 */
export function recover<T, U, E extends Error>(
	kind: abstract new (...args: never) => E,
	work: () => T,
	otherwise: (error: E) => U,
): T | U {
	try {
		return work();
	} catch (error) {
		if (!(error instanceof kind)) {
			throw error;
		}
		return otherwise(error);
	}
}
