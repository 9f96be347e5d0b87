import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { parsePublicKey } from "../../design/public-key";

const directory = mkdtempSync(join(tmpdir(), "halab-test-keys-"));
afterAll(() => rmSync(directory, { recursive: true }));

/** A key as OpenSSH makes it. */
function made(type: string, bits: number): string {
	const file = join(mkdtempSync(join(directory, "key-")), "id");
	const words = ["-q", "-t", type, "-b", `${bits}`, "-N", "", "-C", "a b"];
	execFileSync("ssh-keygen", [...words, "-f", file]);
	return readFileSync(`${file}.pub`, "utf8");
}

describe("keys that OpenSSH made", () => {
	test.each([
		["rsa", 2048, "ssh-rsa"],
		["rsa", 3072, "ssh-rsa"],
		["ed25519", 256, "ssh-ed25519"],
		["ecdsa", 256, "ecdsa-sha2-nistp256"],
		["ecdsa", 384, "ecdsa-sha2-nistp384"],
		["ecdsa", 521, "ecdsa-sha2-nistp521"],
	])("%s of %i bits", (type, bits, name) => {
		const line = made(type, bits);
		expect(parsePublicKey(line)).toEqual({
			type: name,
			text: line.split(" ").slice(0, 2).join(" "),
			comment: "a b",
		});
	});

	test("a short RSA key is told to be one", () => {
		expect(() => parsePublicKey(made("rsa", 1024))).toThrow(
			/^is an RSA key of 1024 bits; 2048 are needed at least/,
		);
	});
});

describe("lines that are no key", () => {
	const [rsaType, rsa = ""] = made("rsa", 2048).split(" ");
	const [, ed25519 = ""] = made("ed25519", 256).split(" ");
	const CUT = /^is cut off or damaged; copy the whole line$/;
	const NONE = /^is not an OpenSSH public key; it is the one line/;

	test.each([
		["cut off", `${rsaType} ${rsa.slice(0, 100)}`, CUT],
		["cut off behind the type", "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5", CUT],
		["with more behind it", `ssh-ed25519 ${ed25519}AAAA`, CUT],
		["of another type", `ssh-ed25519 ${rsa}`, /^says ssh-ed25519, but/],
		["of an unknown type", `ssh-dss ${rsa}`, NONE],
		["a length beyond the end", "ssh-rsa /////w==", CUT],
		["nothing", "", NONE],
		["two lines", `ssh-rsa ${rsa}\nssh-rsa ${rsa}`, NONE],
		["a private key", "-----BEGIN OPENSSH PRIVATE KEY-----", NONE],
	])("%s", (_name, line, message) => {
		expect(() => parsePublicKey(line)).toThrow(message);
	});
});
