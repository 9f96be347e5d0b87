import { gzip } from "pako";
import { expect, test, vi } from "vitest";
import { type UserDataLimit, userDataBytes } from "../../userdata";

vi.mock(import("pako"), async (load) => {
	const original = await load();
	return { ...original, gzip: vi.fn(original.gzip) };
});

const LIMIT: Omit<UserDataLimit, "limitBytes"> = {
	measured: "base64",
	encoding: "gzip",
};

test("a text is compressed once, however often its size is asked for", () => {
	const first = userDataBytes("a document\n", LIMIT);
	const others = Array.from({ length: 10 }, (_, index) => {
		userDataBytes(`another document ${index}\n`, LIMIT);
		return userDataBytes("a document\n", LIMIT);
	});
	expect(others).toEqual(others.map(() => first));
	expect(gzip).toHaveBeenCalledTimes(11);
});

test("a text that was forgotten has the size that it had", () => {
	const sizes = () =>
		Array.from({ length: 100 }, (_, index) =>
			userDataBytes(`${"x".repeat(index)}\n`.repeat(index), LIMIT),
		);
	expect(sizes()).toEqual(sizes());
});
