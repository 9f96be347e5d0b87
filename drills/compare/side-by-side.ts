/** One of several works; it ends soon when the signal fires. */
export type Work<Result> = (signal: AbortSignal) => Promise<Result>;

/**
 * Does several works, some of them at the same time. When one fails, those under way are told to end and are waited for, so that
 * each can take away what it made; the others are not begun.
 *
 * @param atOnce how many at the same time, at least 1
 * @param signal ends all of them
 * @returns the results in the order of the works
 * @throws what the first failing work threw
 */
export async function sideBySide<Result>(
	works: readonly Work<Result>[],
	atOnce: number,
	signal?: AbortSignal,
): Promise<readonly Result[]> {
	const failed = new AbortController();
	const ending = AbortSignal.any([failed.signal, ...(signal ? [signal] : [])]);
	const results = new Map<number, Result>();
	const errors: unknown[] = [];
	const waiting = works.entries();
	const lane = async (): Promise<void> => {
		for (const [index, work] of waiting) {
			try {
				results.set(index, await work(ending));
			} catch (error) {
				errors.push(error);
				failed.abort();
			}
			if (ending.aborted) {
				return;
			}
		}
	};
	await Promise.all(Array.from({ length: atOnce }, lane));
	if (errors.length > 0) {
		throw errors[0];
	}
	signal?.throwIfAborted();
	return [...results.entries()]
		.sort(([left], [right]) => left - right)
		.map(([, result]) => result);
}
