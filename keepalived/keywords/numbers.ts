import { type CheckContext, show } from "./context";
import type { Directive } from "./directive";

/** Largest delay keepalived's parser takes for whole seconds kept in microseconds. */
const MAX_SECONDS = 4294;

/** A range of numbers, both ends included. */
export interface NumberRange {
	readonly min: number;
	readonly max: number;
	/** Shown after the range. */
	readonly unit?: string;
	/** What to do instead of a number outside. @default "Choose a number in this range." */
	readonly remedy?: string;
}

/** A whole number. */
export function whole(range: NumberRange): Directive<number> {
	return {
		check(value, context) {
			if (Number.isInteger(value) && inside(value, range)) {
				return;
			}
			refuseNumber(value, range, "a whole number", context);
		},
		write: writeNumber,
	};
}

/** A number with at most six decimals. */
export function decimal(range: NumberRange): Directive<number> {
	return {
		check(value, context) {
			if (isMultipleOf(value, 0.000001) && inside(value, range)) {
				return;
			}
			refuseNumber(value, range, "a number with at most six decimals", context);
		},
		write: writeNumber,
	};
}

/** Whole seconds. */
export function wholeSeconds(min: number): Directive<number> {
	return whole({ min, max: MAX_SECONDS, unit: "seconds" });
}

/** Seconds with at most six decimals. */
export function seconds(min: number, max = MAX_SECONDS): Directive<number> {
	return decimal({ min, max, unit: "seconds" });
}

/**
 * Seconds that may have a fraction only from a certain version on; before it, keepalived takes whole seconds.
 * @param fraction.step smallest fraction, in seconds
 */
export function secondsWithFraction(fraction: {
	readonly since: string;
	readonly step: number;
}): Directive<number> {
	const range = { min: fraction.step, max: MAX_SECONDS, unit: "seconds" };
	return {
		check(value, context) {
			if (!isMultipleOf(value, fraction.step) || !inside(value, range)) {
				refuseNumber(value, range, `a multiple of ${fraction.step}`, context);
			} else if (!Number.isInteger(value)) {
				context.need(fraction.since, `${show(value)}, a fraction of a second`);
			}
		},
		write: writeNumber,
	};
}

/** Whether a number is a multiple of a decimal step, but for rounding. */
export function isMultipleOf(value: number, step: number): boolean {
	if (!Number.isFinite(value)) {
		return false;
	}
	const steps = value / step;
	return Math.abs(steps - Math.round(steps)) < 1e-6 * Math.max(1, steps / 1e6);
}

/** A number as keepalived reads it: never in exponent form, no trailing zeros. */
export function formatNumber(value: number): string {
	return Number.isInteger(value)
		? String(value)
		: value.toFixed(6).replace(/0+$/, "");
}

function writeNumber(value: number, keyword: string): readonly string[] {
	return [`${keyword} ${formatNumber(value)}`];
}

function inside(value: number, range: NumberRange): boolean {
	return value >= range.min && value <= range.max;
}

function refuseNumber(
	value: number,
	range: NumberRange,
	kind: string,
	context: CheckContext,
): void {
	const unit = range.unit === undefined ? "" : ` ${range.unit}`;
	context.refuse({
		given: Number.isFinite(value) ? String(value) : show(String(value)),
		allowed: `${kind} from ${range.min} to ${range.max}${unit}`,
		remedy: range.remedy ?? "Choose a number in this range.",
	});
}
