import fc from "fast-check";
import { expect, test } from "vitest";
import { estimateClock } from "../../ssh/clock";

test("the fastest answer counts", () => {
	const slow = { sentNs: 0, receivedNs: 900, monotonicNs: 5800, wallNs: 0 };
	const fast = { sentNs: 1000, receivedNs: 1010, monotonicNs: 6005, wallNs: 2 };
	expect(estimateClock([slow, fast, slow])).toEqual({
		offsets: { monotonicNs: -5000, wallNs: 1003 },
		uncertaintyNs: 5,
	});
});

test("the true offset is never further away than the uncertainty, however unequal the ways", () => {
	const way = fc.integer({ min: 0, max: 1_000_000 });
	const trips = fc.array(fc.record({ there: way, back: way, atNs: way }), {
		minLength: 1,
		maxLength: 20,
	});
	fc.assert(
		fc.property(
			fc.integer({ min: -1e9, max: 1e9 }),
			trips,
			(offsetNs, list) => {
				const { offsets, uncertaintyNs } = estimateClock(
					list.map(({ there, back, atNs }) => ({
						sentNs: atNs,
						receivedNs: atNs + there + back,
						monotonicNs: atNs + there - offsetNs,
						wallNs: atNs + there - offsetNs,
					})),
				);
				for (const found of [offsets.monotonicNs, offsets.wallNs]) {
					expect(Math.abs(found - offsetNs)).toBeLessThanOrEqual(uncertaintyNs);
				}
			},
		),
	);
});

test("without an answer nothing is known", () => {
	expect(() => estimateClock([])).toThrow(RangeError);
});
