import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { Workplace } from "../cli/halab";

describe("halab drill --ssh, used wrongly", () => {
	const workplace = new Workplace();
	workplace.writeSettings(
		"access:\n  adminCidrs: [198.51.100.7/32]\n  publicKey: ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAabcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOP\ncloud: alicloud\n",
	);
	afterAll(() => workplace.remove());

	const drill = (...words: string[]) =>
		workplace.halab("drill", "stop-keepalived", ...words);

	test("no such file", () => {
		const { exitCode, stderr } = drill("--ssh", "nowhere.json");
		expect(exitCode).toBe(1);
		expect(stderr).toMatch(
			/^nowhere\.json cannot be read .*\n→ Write it after a deployment: cdktf output --outputs-file outputs\.json\n$/,
		);
	});

	test("another stack's outputs", () => {
		const file = join(workplace.directory, "outputs.json");
		writeFileSync(file, JSON.stringify({ "dual-master-ksyun": {} }));
		const { exitCode, stderr } = drill("--ssh", file);
		expect(exitCode).toBe(1);
		expect(stderr).toMatch(
			/has no stack called havip-nopreempt-alicloud; it has dual-master-ksyun\.\n→ Name one of them with --stack/,
		);
	});

	test("what goes with --ssh, without it", () => {
		const { exitCode, stderr } = drill("--identity", "key");
		expect(exitCode).toBe(2);
		expect(stderr).toMatch(/go with --ssh <outputs>/);
	});
});
