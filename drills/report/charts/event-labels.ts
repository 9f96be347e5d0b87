/** A text that belongs to a point of the axis. */
export interface EventLabel {
	readonly x: number;
	readonly width: number;
}

/** Where a text stands: its row, counted from the axis upwards, and on which side of its stem. */
export interface PlacedLabel<T extends EventLabel> {
	readonly label: T;
	readonly row: number;
	readonly side: "left" | "right";
}

const GAP = 8;

/**
 * Puts texts into rows so that no text covers another one, nor the stem of one that stands higher.
 *
 * @param right where the picture ends: a text that does not fit stands left of its stem
 */
export function placeLabels<T extends EventLabel>(
	labels: readonly T[],
	right: number,
): readonly PlacedLabel<T>[] {
	const placed: PlacedLabel<T>[] = [];
	for (const label of labels.toSorted((one, other) => other.x - one.x)) {
		const side = label.x + label.width > right ? "left" : "right";
		// Everything placed so far stands further right: what this text would reach must lie below it.
		const reached = placed.filter((other) =>
			side === "left" || other.side === "left"
				? true
				: other.label.x < label.x + label.width + GAP,
		);
		placed.push({
			label,
			row: Math.max(-1, ...reached.map(({ row }) => row)) + 1,
			side,
		});
	}
	return placed.toReversed();
}
