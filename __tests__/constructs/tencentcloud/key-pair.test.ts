import { describe, expect, it } from "vitest";
import { TencentKeyPair } from "../../../constructs/tencentcloud";
import { PUBLIC_KEY, resource, synthesize, testStack } from "./support";

const ED25519_KEY =
	"ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIDV3l8O96AQEYgaqaJDy82NamRWIsHKVdvnZlZA8qlJS";

const keyPair = (
	keyName: string,
	publicKey: string,
	scope = testStack(),
): TencentKeyPair => new TencentKeyPair(scope, "Key", { keyName, publicKey });

const warnings = (pair: TencentKeyPair): string[] =>
	pair.node.metadata.map(({ data }) => String(data));

describe("TencentKeyPair", () => {
	it("imports the public key without its comment", () => {
		const synthesized = synthesize((scope) => {
			new TencentKeyPair(scope, "Key", {
				keyName: "halab_key",
				publicKey: `${PUBLIC_KEY} ada@example\n`,
			});
		});
		expect(resource(synthesized, "key_pair")).toEqual({
			key_name: "halab_key",
			public_key: PUBLIC_KEY,
			tags: {},
		});
	});

	it("takes the id of a key pair that exists", () => {
		expect(
			TencentKeyPair.fromId(testStack(), "Key", "skey-16jig7tx").keyPairId,
		).toBe("skey-16jig7tx");
	});

	it.each([
		"halab-key",
		"",
		"x".repeat(26),
		"schlüssel",
	])("refuses the name %j", (name) => {
		expect(() => keyPair(name, PUBLIC_KEY)).toThrow(
			`stack/Key.keyName: "${name}" is not allowed; Tencent Cloud takes 1 to 25 letters, digits and underscores, no hyphen`,
		);
	});

	it("refuses a private key without repeating it", () => {
		const secret = "-----BEGIN OPENSSH PRIVATE KEY----- b3BlbnNzaC1rZXk=";
		expect(() => keyPair("halab_key", secret)).toThrow(
			/^stack\/Key\.publicKey: is not an OpenSSH public key; (?!.*b3Blb)/,
		);
	});

	it("warns of a key that the cloud may not import", () => {
		expect(warnings(keyPair("halab_key", PUBLIC_KEY))).toEqual([]);
		expect(warnings(keyPair("halab_key", ED25519_KEY))).toEqual([
			expect.stringContaining("publicKey is of the type ssh-ed25519"),
		]);
	});
});
