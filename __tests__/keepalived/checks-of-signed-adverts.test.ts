import { expect, it } from "vitest";
import type { AuthHmac } from "../../keepalived";
import { renderKeepalivedConf } from "../../keepalived";
import { withInstance } from "./base";

const right: AuthHmac = {
	key: [
		{ id: 1, value: `hex:${"0f".repeat(32)}` },
		{ id: 2, value: "file:/etc/keepalived/keys/vrrp" },
	],
	activeKey: 2,
	antiReplay: "time",
	timeWindow: 5,
	mode: "enforce",
};

function render(keywords: Partial<AuthHmac>): string {
	return renderKeepalivedConf(
		withInstance({ authHmac: { ...right, ...keywords } }),
		{ version: "2.4.0" },
	);
}

it("renders signed adverts", () => {
	expect(render({})).toMatchSnapshot();
});

it.each<readonly [string, Partial<AuthHmac>, RegExp]>([
	[
		"a short key",
		{ key: [{ id: 2, value: "hex:0f0f" }] },
		/authHmac\.key\[0\]\.value: got a key of 8 characters; allowed: hex: and 64/,
	],
	[
		"a key number twice",
		{
			key: [
				{ id: 2, value: "a".repeat(32) },
				{ id: 2, value: "b".repeat(32) },
			],
		},
		/authHmac\.key: got the key numbers \[2,2\]; allowed: each number once/,
	],
	[
		"an active key that is not defined",
		{ activeKey: 3 },
		/authHmac\.activeKey: got 3, which is not defined/,
	],
	[
		"a time window without clocks",
		{ antiReplay: "monotonic" },
		/authHmac\.timeWindow: got time_window with anti_replay monotonic/,
	],
])("refuses %s", (_, keywords, message) => {
	expect(() => render(keywords)).toThrow(message);
});

it("does not show a key in an error", () => {
	const value = `secret-${"x".repeat(10)}`;
	expect(() => render({ key: [{ id: 2, value }] })).not.toThrow(value);
});

it("refuses a password beside them", () => {
	expect(() =>
		renderKeepalivedConf(
			withInstance({
				authHmac: right,
				authentication: { authType: "PASS", authPass: "12345678" },
			}),
			{ version: "2.4.0" },
		),
	).toThrow(/authentication: got a password beside auth_hmac/);
});
