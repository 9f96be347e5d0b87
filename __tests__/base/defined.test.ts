import { expect, test } from "vitest";
import { defined } from "../../base/defined";

interface Options {
	readonly name: string;
	readonly port?: number;
	readonly open?: boolean;
}

test("leaves out what is undefined, and nothing else", () => {
	const port: number | undefined = undefined;
	const options: Options = { ...defined({ name: "a", port, open: false }) };
	expect(options).toStrictEqual({ name: "a", open: false });
});
