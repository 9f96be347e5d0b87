import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { sideBySide, type Work } from "../../../drills/compare/side-by-side";

test("as many at a time as asked, the results in the order of the works", async () => {
	let running = 0;
	let most = 0;
	const work =
		(milliseconds: number): Work<number> =>
		async () => {
			most = Math.max(most, ++running);
			await sleep(milliseconds);
			running--;
			return milliseconds;
		};
	expect(await sideBySide([30, 5, 20, 1].map(work), 2)).toEqual([30, 5, 20, 1]);
	expect(most).toBe(2);
});

test("the failure of one ends those under way, which are waited for; the others do not begin", async () => {
	const seen: string[] = [];
	const works: readonly Work<void>[] = [
		async () => {
			throw new Error("broken");
		},
		async (signal) => {
			await sleep(5000, undefined, { signal }).catch(() => undefined);
			await sleep(20);
			seen.push("cleaned up");
		},
		async () => {
			seen.push("begun");
		},
	];
	await expect(sideBySide(works, 2)).rejects.toThrow("broken");
	expect(seen).toEqual(["cleaned up"]);
});

test("an interruption ends all of them", async () => {
	const interruption = new AbortController();
	const work: Work<void> = async (signal) => {
		interruption.abort();
		await sleep(5000, undefined, { signal });
	};
	await expect(
		sideBySide([work, work], 1, interruption.signal),
	).rejects.toThrow();
});
