import { z } from "zod";

const whole = (least: number, most: number) =>
	z
		.string()
		.regex(/^\d+$/, "a whole number is expected")
		.transform(Number)
		.refine(
			(number) => number >= least && number <= most,
			`between ${least} and ${most}`,
		);

/** Numbered pages: at most 50 things each, 10 by default. */
export const numberedPage = {
	PageNumber: whole(1, 1_000_000).default(1),
	PageSize: whole(1, 50).default(10),
};

export function pageByNumber<T>(
	things: readonly T[],
	asked: { readonly PageNumber: number; readonly PageSize: number },
): readonly T[] {
	const { PageNumber, PageSize } = asked;
	return things.slice((PageNumber - 1) * PageSize, PageNumber * PageSize);
}

/** Pages that lead to the next: at most 100 things each, 10 by default. */
export const chainedPage = {
	MaxResult: whole(1, 100).default(10),
	NextToken: z
		.string()
		.regex(/^[A-Za-z0-9+/=]*$/, "a token of the API is expected")
		.optional(),
};

const encode = (offset: number): string =>
	Buffer.from(`after ${offset}`).toString("base64");

const decode = (token: string | undefined): number =>
	Number(
		/^after (\d+)$/.exec(
			Buffer.from(token ?? "", "base64").toString("latin1"),
		)?.[1] ?? 0,
	);

export function pageByToken<T>(
	things: readonly T[],
	asked: {
		readonly MaxResult: number;
		readonly NextToken?: string | undefined;
	},
): { readonly page: readonly T[]; readonly next: string } {
	const from = decode(asked.NextToken);
	const to = from + asked.MaxResult;
	return {
		page: things.slice(from, to),
		next: to < things.length ? encode(to) : "",
	};
}
