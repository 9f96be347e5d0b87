import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { HalabError, MistakeError } from "../../base/halab-error";
import { AddressError } from "../../base/ipv4";
import { forPeople } from "../../cli/for-people";
import { UnreadableFile } from "../../cli/read-text";
import { DesignError } from "../../design/errors";
import { PublicKeyError } from "../../design/public-key";
import { DrillError } from "../../drills/log/drill-error";
import { KeepalivedConfigError } from "../../keepalived";
import { InterruptedError, LocalLabError } from "../../local/host/errors";
import { SettingsError } from "../../plan/settings-error";
import { UserDataError } from "../../userdata";

const ROOT = join(__dirname, "../..");

describe("what people are told", () => {
	test.each([
		[new UnreadableFile("it is a directory"), 2],
		[new DesignError("nodes", "is empty"), 2],
		[new AddressError("no address"), 2],
		[new PublicKeyError("no key"), 2],
		[new SettingsError("halab.yaml", [{ key: "lab", message: "none" }]), 2],
		[
			new KeepalivedConfigError([
				{ path: "a", given: "b", allowed: "c", remedy: "Do d." },
			]),
			2,
		],
		[new UserDataError("too large"), 2],
		[new LocalLabError("It failed.", { remedy: "Try again." }), 1],
		[new DrillError("Nobody answers."), 1],
		[new InterruptedError("Ended.", { remedy: "Nothing is left." }), 130],
	])("%s: exit code %i", (error, exitCode) => {
		expect(forPeople(error)).toEqual({ message: error.message, exitCode });
		expect(error.name).toBe(error.constructor.name);
		expect(error instanceof MistakeError).toBe(exitCode === 2);
	});

	test("what happened, the log and the remedy", () => {
		const error = new HalabError("It failed.", {
			log: "first\nsecond\n",
			remedy: "Try again.",
		});
		expect(error.message).toBe(
			"It failed.\n  | first\n  | second\n→ Try again.",
		);
		expect(error.remedy).toBe("Try again.");
	});

	test("a defect of ours keeps its stack trace", () => {
		const defect = new TypeError("x is undefined");
		expect(() => forPeople(defect)).toThrow(defect);
	});
});

/** What a program of ours answers or catches itself; none of them comes to a user. */
const NOT_FOR_PEOPLE = ["HalabError", "ApiError", "VpcError", "LineError"];

test("every class of errors that comes to people is a HalabError", () => {
	const files = execFileSync("git", ["ls-files", "*.ts"], {
		cwd: ROOT,
		encoding: "utf8",
	})
		.split("\n")
		.filter((file) => file !== "" && !file.startsWith("__tests__/"));
	const own = files.flatMap((file) =>
		[
			...readFileSync(join(ROOT, file), "utf8").matchAll(
				/class (\w+) extends \w*Error\b/g,
			),
		].map(([text, name]) => ({ text, name })),
	);
	const plain = own.filter(({ text }) => text.endsWith("extends Error"));
	expect(own.length).toBeGreaterThan(plain.length);
	expect(plain.map(({ name }) => name).sort()).toEqual(
		[...NOT_FOR_PEOPLE].sort(),
	);
});
