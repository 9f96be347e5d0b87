import { array, assert, integer, property, record } from "fast-check";
import { describe, it } from "vitest";
import {
	type EventLabel,
	type PlacedLabel,
	placeLabels,
} from "../../../../drills/report/charts/event-labels";

const RIGHT = 900;

/** Where a text begins and ends. */
const span = ({ label, side }: PlacedLabel<EventLabel>) =>
	side === "right"
		? ([label.x, label.x + label.width] as const)
		: ([label.x - label.width, label.x] as const);

describe("the texts above a timeline", () => {
	it("never cover each other, nor the stem of one that stands higher", () => {
		assert(
			property(
				array(
					record({
						x: integer({ min: 0, max: 700 }),
						width: integer({ min: 10, max: 190 }),
					}),
					{ maxLength: 12 },
				),
				(labels) => {
					const placed = placeLabels(labels, RIGHT);
					return placed.every((one) =>
						placed.every((other) => {
							if (one === other) {
								return true;
							}
							const [from, to] = span(one);
							const [otherFrom, otherTo] = span(other);
							const apart = to < otherFrom || otherTo < from;
							const stemFree =
								other.row <= one.row ||
								other.label.x <= from ||
								other.label.x > to;
							return (one.row !== other.row || apart) && stemFree;
						}),
					);
				},
			),
		);
	});
});
