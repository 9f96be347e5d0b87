import { describe, expect, test } from "vitest";
import { parseSettings } from "../../plan/parse-settings";
import { SettingsError } from "../../plan/settings-error";

/** What the settings are told to be wrong; fails when they are not, or when the error is another one. */
function complaintOf(text: string): string {
	try {
		parseSettings(text, "halab.yaml", {
			home: "cloud",
			readPublicKeyFile: () => "",
		});
	} catch (error) {
		expect(error).toBeInstanceOf(SettingsError);
		return error instanceof Error ? error.message : "";
	}
	return "nothing was wrong";
}

const BODY = "b3BlbnNzaC1rZXktdjEAAAAABG5vbmUAAAAEbm9uZQAAAAAAAAAB";
const PRIVATE_KEY = `-----BEGIN OPENSSH PRIVATE KEY-----\\n${BODY}\\n-----END OPENSSH PRIVATE KEY-----`;
const SHADOW = [
	"root:$6$zNqBVo1q$4QvT8mTzKf8sJ0mV2yYxW1:19000:0:99999:7:::",
	"daemon:*:19000:0:99999:7:::",
	"",
].join("\n");

describe("what may be a secret is not repeated", () => {
	test.each([
		[
			"a private key as the public one",
			`access: {publicKey: "${PRIVATE_KEY}"}`,
		],
		[
			"a private key as a file's name",
			`access: {publicKeyFile: "${PRIVATE_KEY}"}`,
		],
		["a private key as the lab", `lab: "${PRIVATE_KEY}"`],
		["a private key as a key", `? "${PRIVATE_KEY}"\n: 1`],
		[
			"a private key as a broken document",
			`-----BEGIN OPENSSH PRIVATE KEY-----\n${BODY}\n: [`,
		],
		["an access key", `cloud: LTAI5tQnKDxVbR9c3YwZ1eXa\nname: ${BODY}`],
		["a hash of a password", SHADOW],
		["a token in an unknown tag", `lab: !${BODY} x`],
		["a token as an alias", `lab: *${BODY}`],
		["a token as an address", `network: {vip: ${BODY}, vpcCidr: ${BODY}}`],
		["a token as a list's element", `access: {adminCidrs: [${BODY}]}`],
		["a token as the type of a machine", `machine: {imageId: "${BODY} "}`],
	])("%s", (_name, text) => {
		const complaint = complaintOf(text);
		for (const secret of [
			BODY,
			"zNqBVo1q",
			"LTAI5tQnKDxVbR9c3YwZ1eXa",
			"daemon:*",
		]) {
			expect(complaint).not.toContain(secret.slice(0, 12));
		}
		expect(complaint).toMatch(/^halab\.yaml(:\d+:\d+)?: /);
	});

	test("a name of two million characters", () => {
		const complaint = complaintOf(`name: ${"x".repeat(2_000_000)}`);
		expect(complaint).toMatch(/^halab\.yaml: has 2000006 characters/);
		expect(complaintOf(`name: ${"x".repeat(90_000)}`).length).toBeLessThan(300);
	});

	test("what is no secret is", () => {
		expect(complaintOf("lab: havip-nopremt")).toContain('"havip-nopremt"');
		expect(complaintOf("region: cn_north-1")).toContain('"cn_north-1"');
		expect(complaintOf("publicSubnetCidr: a")).toContain("publicSubnetCidr: ");
	});
});

describe("what YAML can do and settings need not", () => {
	const laughs = [
		"a: &a [x, x, x, x, x, x, x, x, x]",
		..."bcdefghi".split("").map((name, index) => {
			const last = "abcdefgh"[index];
			return `${name}: &${name} [${Array(9).fill(`*${last}`).join(", ")}]`;
		}),
	].join("\n");

	test.each([
		[
			"an alias that names nothing",
			"lab: *nope",
			/^halab\.yaml:1:6: is not valid YAML: an alias/,
		],
		["a billion laughs", laughs, /^halab\.yaml: repeats anchors /],
		["an alias of itself", "network: &a\n  vip: *a\n", /^halab\.yaml/],
		[
			"a tag",
			"lab: !!js/function 'x'",
			/^halab\.yaml:1:6: is not valid YAML: a tag \(!\) is not known/,
		],
		[
			"5000 brackets",
			"[".repeat(5000),
			/^halab\.yaml(:1:\d+)?: is not valid YAML: [a-z ,]+$/m,
		],
		[
			"5000 brackets, closed",
			`lab: ${"[".repeat(5000)}${"]".repeat(5000)}`,
			/nested too deeply$/,
		],
		[
			"100 brackets, closed",
			`lab: ${"[".repeat(100)}${"]".repeat(100)}`,
			/nested too deeply$/,
		],
		["two documents", "lab: a\n---\nlab: b\n", /several documents/],
		[
			"a key twice",
			"lab: a\nlab: b\n",
			/^halab\.yaml:2:1: .*the key is there twice/,
		],
		[
			"a tab",
			"network:\n\tvip: 1\n",
			/^halab\.yaml:2:1: .*a tab indents a line/,
		],
	])("%s", (_name, text, message) => {
		expect(complaintOf(text)).toMatch(message);
	});
});

describe("numbers are what they look like", () => {
	test.each([
		[
			"a zero in front",
			"virtualRouterId: 051",
			/^halab\.yaml:1:1: virtualRouterId: "051" begins with a zero/,
		],
		[
			"octal",
			"virtualRouterId: 0o51",
			/^halab\.yaml:1:1: virtualRouterId: "0o51" begins with a zero/,
		],
		[
			"an account that would lose its zero",
			"access: {accountId: 0123456789}",
			/accountId: "0123456789" begins with a zero.*in quotes/,
		],
		[
			"not a number",
			"virtualRouterId: .nan",
			/^halab\.yaml:1:1: virtualRouterId: NaN is not allowed; expected/,
		],
		[
			"27 digits",
			`virtualRouterId: ${"1".repeat(27)}`,
			/^halab\.yaml:1:1: virtualRouterId: a number of 27 digits cannot be kept exactly; [^\n]*$/,
		],
		[
			"an account of 20 digits",
			`access: {accountId: ${"1".repeat(20)}}`,
			/accountId: a number of 20 digits .*in quotes/,
		],
		[
			"a text where a list belongs",
			"network: {nodeAddresses: 10.34.0.7}",
			/^[^\n]*nodeAddresses: "10\.34\.0\.7" is not allowed; expected a list, e\.g\. \[a, b\]$/,
		],
	])("%s", (_name, text, message) => {
		expect(complaintOf(text)).toMatch(message);
	});

	test("a quoted account keeps its zero", () => {
		const settings = parseSettings(
			"access: {accountId: '0123456789'}\nvirtualRouterId: 0x33",
			"halab.yaml",
			{ home: "local", readPublicKeyFile: () => "" },
		);
		expect(settings.access.accountId).toBe("0123456789");
		expect(settings.virtualRouterId).toBe(51);
	});

	test("an object that refuses to be a text", () => {
		expect(complaintOf("access: {accountId: {toString: 1}}")).toMatch(
			/accountId: a map is not allowed; expected a text/,
		);
	});
});
