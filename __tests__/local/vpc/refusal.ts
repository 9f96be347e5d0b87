import { expect } from "vitest";

/** Refused with this code, by a message that matches. */
export const refusal = (code: string, message: RegExp): object =>
	expect.objectContaining({
		name: "VpcError",
		code,
		message: expect.stringMatching(message),
	});
