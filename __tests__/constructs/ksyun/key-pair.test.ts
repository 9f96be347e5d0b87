import { describe, expect, it } from "vitest";
import { KsyunKeyPair } from "../../../constructs/ksyun";
import { PUBLIC_KEY, resource, synthesize, testStack } from "./support";

const keyPair = (keyName: string, publicKey: string): KsyunKeyPair =>
	new KsyunKeyPair(testStack(), "Key", { keyName, publicKey });

describe("KsyunKeyPair", () => {
	it("imports the public key without its comment, so that the cloud makes none", () => {
		const synthesized = synthesize((scope) => {
			new KsyunKeyPair(scope, "Key", {
				keyName: "halab-key",
				publicKey: `${PUBLIC_KEY} ada@example\n`,
			});
		});
		expect(resource(synthesized, "ssh_key")).toEqual({
			key_name: "halab-key",
			public_key: PUBLIC_KEY,
		});
	});

	it("takes the id of a key that exists", () => {
		expect(KsyunKeyPair.fromId(testStack(), "Key", "key-1").keyPairId).toBe(
			"key-1",
		);
	});

	it.each([
		["x", "has 1 characters; Kingsoft Cloud takes 2 to 64"],
		["x".repeat(65), "has 65 characters; Kingsoft Cloud takes 2 to 64"],
		["my key", '"my key" is not allowed; a name has letters'],
	])("refuses the name %j", (name, message) => {
		expect(() => keyPair(name, PUBLIC_KEY)).toThrow(message);
	});

	it.each([
		"",
		"-----BEGIN OPENSSH PRIVATE KEY----- b3BlbnNzaC1rZXk=",
	])("refuses what is no public key without repeating it", (text) => {
		expect(() => keyPair("halab-key", text)).toThrow(
			/^stack\/Key\.publicKey: is not an OpenSSH public key; (?!.*b3Blb)/,
		);
	});
});
