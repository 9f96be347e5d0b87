import { InvalidArgumentError } from "commander";

/** A parser of whole numbers within bounds. */
export const wholeNumber =
	(lowest: number, highest: number) =>
	(text: string): number => {
		const value = Number(text);
		if (!Number.isInteger(value) || value < lowest || value > highest) {
			throw new InvalidArgumentError(
				`Allowed: a whole number from ${lowest} to ${highest}.`,
			);
		}
		return value;
	};
