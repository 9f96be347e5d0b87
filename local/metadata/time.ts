/**
 * A moment in ISO 8601 without fractions of a second, as the clouds write it.
 *
 * @param at milliseconds since 1970
 */
export const secondsTime = (at: number): string =>
	new Date(at).toISOString().replace(/\.\d+Z$/, "Z");
