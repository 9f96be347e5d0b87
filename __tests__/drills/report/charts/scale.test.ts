import { assert, double, integer, property, record } from "fast-check";
import { describe, expect, it } from "vitest";
import {
	linearScale,
	logScale,
	logScaleEnd,
} from "../../../../drills/report/charts/scale";

const texts = (scale: {
	readonly ticks: readonly { readonly text: string }[];
}) => scale.ticks.map(({ text }) => text);

describe("a linear scale", () => {
	it("has ticks at round numbers", () => {
		expect(texts(linearScale([-49, 424], 66, 848))).toEqual([
			"0",
			"50",
			"100",
			"150",
			"200",
			"250",
			"300",
			"350",
			"400",
		]);
		expect(texts(linearScale([-450, 3950], 50, 312))).toEqual([
			"0",
			"1,000",
			"2,000",
			"3,000",
		]);
		expect(texts(linearScale([-1, 1], 0, 900))).toContain("-0.2");
	});

	it("has some ticks, not too many, at their values' places, whatever it spans", () => {
		assert(
			property(
				record({
					min: integer({ min: -100_000, max: 0 }),
					span: integer({ min: 1, max: 1_000_000 }),
					width: integer({ min: 200, max: 900 }),
				}),
				({ min, span, width }) => {
					const scale = linearScale([min, min + span], 10, 10 + width);
					const { ticks, toX } = scale;
					expect(ticks.length).toBeGreaterThanOrEqual(1);
					expect(ticks.length).toBeLessThanOrEqual(width < 400 ? 6 : 11);
					for (const { x, text } of ticks) {
						expect(x).toBeCloseTo(toX(Number(text.replaceAll(",", ""))), 0);
					}
				},
			),
		);
	});
});

describe("a logarithmic scale", () => {
	it("has a tick for each power of ten, and begins with what cannot be measured", () => {
		expect(texts(logScale(10_000, 0, 900))).toEqual([
			"≤ 1",
			"10",
			"100",
			"1,000",
			"10,000",
		]);
	});

	it("makes ten times longer one step further", () => {
		const { toX } = logScale(1000, 16, 316);
		expect([0, 1, 10, 100, 1000].map((ms) => Math.round(toX(ms)))).toEqual([
			16, 16, 116, 216, 316,
		]);
	});

	it("ends beyond all values", () => {
		expect([[], [9], [10], [900], [1000]].map(logScaleEnd)).toEqual([
			100, 100, 100, 1000, 10_000,
		]);
	});
});

it("what lies beyond a scale stands at its end", () => {
	assert(
		property(double({ noNaN: true }), (ms) => {
			for (const { toX } of [
				linearScale([-5, 50], 7, 70),
				logScale(100, 7, 70),
			]) {
				expect(toX(ms)).toBeGreaterThanOrEqual(7);
				expect(toX(ms)).toBeLessThanOrEqual(70);
			}
		}),
	);
});
