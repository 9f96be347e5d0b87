import { describe, expect, it } from "vitest";
import { AlicloudKeyPair } from "../../../constructs/alicloud";
import { PUBLIC_KEY, resource, synthesize, testStack } from "./support";

const ED25519_KEY =
	"ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIDV3l8O96AQEYgaqaJDy82NamRWIsHKVdvnZlZA8qlJS";

const keyPair = (
	keyName: string,
	publicKey: string,
	scope = testStack(),
): AlicloudKeyPair => new AlicloudKeyPair(scope, "Key", { keyName, publicKey });

const warnings = (pair: AlicloudKeyPair): string[] =>
	pair.node.metadata.map(({ data }) => String(data));

describe("AlicloudKeyPair", () => {
	it("imports the public key without its comment", () => {
		const synthesized = synthesize((scope) => {
			new AlicloudKeyPair(scope, "Key", {
				keyName: "halab-key",
				publicKey: `${PUBLIC_KEY} ada@example\n`,
			});
		});
		expect(resource(synthesized, "ecs_key_pair")).toEqual({
			key_pair_name: "halab-key",
			public_key: PUBLIC_KEY,
			tags: {},
		});
	});

	it("takes the name of a key pair that exists", () => {
		expect(
			AlicloudKeyPair.fromId(testStack(), "Key", "ops-2026").keyPairId,
		).toBe("ops-2026");
	});

	it.each([
		["", "has 0 characters; Alibaba Cloud takes 2 to 128"],
		["x".repeat(129), "has 129 characters; Alibaba Cloud takes 2 to 128"],
		["1st", '"1st" is not allowed; a name starts with a letter'],
		["schlüssel", "is not allowed; a name starts with a letter"],
	])("refuses the name %j", (name, message) => {
		expect(() => keyPair(name, PUBLIC_KEY)).toThrow(message);
	});

	it("refuses a private key without repeating it", () => {
		const secret = "-----BEGIN OPENSSH PRIVATE KEY----- b3BlbnNzaC1rZXk=";
		expect(() => keyPair("halab-key", secret)).toThrow(
			/^stack\/Key\.publicKey: is not an OpenSSH public key; (?!.*b3Blb)/,
		);
	});

	it("warns of a key that the cloud may not import", () => {
		expect(warnings(keyPair("halab-key", PUBLIC_KEY))).toEqual([]);
		expect(warnings(keyPair("halab-key", ED25519_KEY))).toEqual([
			expect.stringContaining("publicKey is of the type ssh-ed25519"),
		]);
	});
});
