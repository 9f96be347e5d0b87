import fc from "fast-check";

/** So many inputs: some seconds' worth in `npm test`, and what `npm run fuzz` says. */
export const inputs = (usual: number): number => {
	const { HALAB_FUZZ_INPUTS } = process.env;
	return HALAB_FUZZ_INPUTS === undefined ? usual : Number(HALAB_FUZZ_INPUTS);
};

/** Bytes and texts that break readers: controls, quotes, brackets, YAML's and JSON's own signs, very long ones. */
export const nasty = fc.oneof(
	fc.string({ unit: "binary", maxLength: 40 }),
	fc.string({ unit: "grapheme", maxLength: 40 }),
	fc.constantFrom(
		...[
			"\u0000",
			"\u001b[2J",
			"\r\n",
			"\n",
			"\t",
			"\u2028",
			"\ufeff",
			"\ud800",
		],
		...[
			"{",
			"}",
			"[",
			"]",
			":",
			": ",
			"- ",
			"&a ",
			"*a",
			"!!js/function x",
			"<<: *a",
		],
		...[
			"%YAML 9",
			"---\n",
			"...\n",
			"|\n ",
			"> ",
			"? ",
			"#",
			"'",
			'"',
			"\\x",
			"~",
		],
		...[
			"__proto__",
			"constructor",
			"toString",
			"-0",
			"1e999",
			".nan",
			"0x",
			"0o8",
		],
		"[".repeat(3000),
		"a: ".repeat(500),
		"x".repeat(5000),
	),
);

/** A text with a few places changed: something put in, taken out, or twice there. */
export const mutated = (text: string): fc.Arbitrary<string> =>
	fc
		.array(
			fc.record({
				at: fc.double({ min: 0, max: 1, noNaN: true }),
				cut: fc.nat(12),
				put: fc.oneof(nasty, fc.constant("")),
				again: fc.boolean(),
			}),
			{ minLength: 1, maxLength: 4 },
		)
		.map((changes) =>
			changes.reduce((changed, { at, cut, put, again }) => {
				const start = Math.floor(at * changed.length);
				const taken = changed.slice(start, start + cut);
				const kept = again ? taken + taken : "";
				return (
					changed.slice(0, start) + put + kept + changed.slice(start + cut)
				);
			}, text),
		);

/** JSON of any shape, and one given value with parts of it replaced by anything. */
export const changedJson = (value: unknown): fc.Arbitrary<string> =>
	fc
		.tuple(fc.integer(), fc.jsonValue({ maxDepth: 3 }))
		.map(([choice, other]) => {
			let seen = 0;
			const places = JSON.stringify(value).match(/[[{:,]/g)?.length ?? 1;
			const wanted = Math.abs(choice) % places;
			return JSON.stringify(value, (_, part: unknown) =>
				seen++ === wanted ? other : part,
			);
		})
		.map((text) => text ?? "null");
