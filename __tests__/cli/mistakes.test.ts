import {
	existsSync,
	mkdirSync,
	readdirSync,
	rmSync,
	writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { Workplace } from "./halab";

const workplace = new Workplace();

afterAll(() => workplace.remove());

describe("a mistake in the settings: one message, exit code 2, nothing created", () => {
	test.each([
		[
			"an unknown key",
			"network:\n  vpic: 10.34.0.9\n",
			/^halab\.yaml:2:3: network\.vpic: is not a known key; allowed: .*vip/,
		],
		[
			"a wrong type",
			"service: {port: http}\n",
			/^halab\.yaml:1:11: service\.port: "http" is not allowed; expected/,
		],
		[
			"overlapping networks",
			"network: {publicSubnetCidr: 10.34.0.0/24}\n",
			/overlaps the public subnet/,
		],
		[
			"an unknown lab",
			"lab: nothing\n",
			/^halab\.yaml:1:1: lab: "nothing" is not known; allowed: havip-nopreempt, /,
		],
		[
			"an unknown cloud",
			"cloud: nimbus\n",
			/^halab\.yaml:1:1: cloud: "nimbus" is not known; allowed: tencentcloud/,
		],
	])("%s", (_name, settings, message) => {
		workplace.writeSettings(settings);
		const { exitCode, stdout, stderr } = workplace.halab("up");
		expect(stderr).toMatch(message);
		expect(stderr).not.toMatch(/^\s+at /m);
		expect(stdout).toBe("");
		expect(exitCode).toBe(2);
		expect(existsSync(join(workplace.directory, "state"))).toBe(false);
	});

	test("what only the cloud needs is asked for by check", () => {
		workplace.writeSettings("");
		const { exitCode, stderr } = workplace.halab("check");
		expect(stderr).toMatch(
			/access\.adminCidrs: is missing.*\n.*access\.publicKey: is missing/,
		);
		expect(exitCode).toBe(2);
	});

	test("what a construct does not take is said of the settings' key", () => {
		workplace.writeSettings(
			`cloud: alicloud\naccess: {adminCidrs: [198.51.100.0/24], publicKey: ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABAQ${"C7".repeat(171)}}\nmachine:\n  imageId: img-1\n`,
		);
		const { exitCode, stderr } = workplace.halab("check");
		expect(stderr).toMatch(
			/^halab\.yaml:4:3: machine\.imageId: "img-1" is not an image id; it looks like /,
		);
		expect(exitCode).toBe(2);
	});

	test("settings without a name", () => {
		const { exitCode, stderr } = workplace.halab("check", "-s", "");
		expect(stderr).toMatch(/^settings: the name of the file is empty; /);
		expect(exitCode).toBe(2);
	});

	test.each([
		[
			"a directory",
			"/",
			/^\/: cannot be read: it is a directory, not a file\./,
		],
		["a file without an end", "/dev/zero", /it is the wrong file/],
	])("%s as settings", (_name, file, message) => {
		const { exitCode, stderr } = workplace.halab("check", "-s", file);
		expect(stderr).toMatch(message);
		expect(exitCode).toBe(2);
	});

	test("a settings file that is not there", () => {
		const { exitCode, stderr } = workplace.halab("check", "-s", "no.yaml");
		expect(stderr).toBe(
			"no.yaml: cannot be read: there is no such file. Name another file with --settings, or leave the option out for halab.yaml or, without that, the defaults\n",
		);
		expect(exitCode).toBe(2);
	});
});

describe("a mistake on the command line", () => {
	test.each([
		[["up", "nolab"], /^command line: lab: "nolab" is not known/],
		[
			["up", "--timing", "quick"],
			/^command line: timing: "quick" is not known; allowed: classic, safe, fast, lab/,
		],
		[["drill", "earthquake"], /Allowed choices are .*stop-keepalived/],
		[
			["drill", "stop-keepalived", "--interval", "0"],
			/Allowed: a whole number from 1 to 1000/,
		],
		[
			["drill"],
			/name either a fault or a --suite; the faults are .*stop-keepalived/,
		],
		[
			["drill", "power-cut", "--budget", "300"],
			/Allowed: a number with its unit, such as 300ms or 1\.5s/,
		],
		[
			["api", "break", "latency", "--ms", "0.5"],
			/Allowed: a whole number from 0 to 600000/,
		],
		[["api", "break", "latency"], /latency needs --ms, for example --ms 500\./],
		[
			["api", "break", "throttle", "--probability", "0"],
			/Allowed: a number above 0, 1 at most/,
		],
		[["drill", "power-cut", "--jobs", "2"], /unknown option '--jobs'/],
		[
			["drill", "power-cut", "--compare", "seed:tencent", "--jobs", "2"],
			/Comparing is a command of its own: halab compare <faults> --against seed:tencent/,
		],
		[
			["compare", "power-cut", "--against", "seed:tencent,seed:tencent"],
			/seed:tencent is named twice/,
		],
		[
			["compare", "power-cut", "--jobs", "17"],
			/Allowed: a whole number from 1 to 16/,
		],
		[["compare", "earthquake"], /Allowed choices are .*stop-keepalived/],
		[
			["compare", "power-cut", "--suite", "all"],
			/name either faults or a --suite; the faults are .*stop-keepalived/,
		],
		[["compare"], /name either faults or a --suite/],
		[["fly"], /unknown command 'fly'/],
	])("%j", (words, message) => {
		workplace.writeSettings("");
		const { exitCode, stderr } = workplace.halab(...words);
		expect(stderr).toMatch(message);
		expect(exitCode).toBe(2);
	});
});

describe("a name that is no lab's", () => {
	test.each([
		...["", ".", "..", "../victim", "a/b", "/victim", "a\nb"],
	])("%j is refused, and nothing is touched", (name) => {
		workplace.writeSettings("");
		const victim = join(workplace.directory, "victim", "data");
		const state = join(workplace.directory, "state", "other", "data");
		for (const directory of [victim, state]) {
			mkdirSync(directory, { recursive: true });
		}
		const { exitCode, stdout, stderr } = workplace.halab(
			...["down", "--name", name],
		);
		expect(stderr).toMatch(
			/^command line: --name: ".*" is not a lab's name; it must be 1 to 20 characters/,
		);
		expect(stdout).toBe("");
		expect(exitCode).toBe(2);
		expect(existsSync(victim)).toBe(true);
		expect(existsSync(state)).toBe(true);
		expect(readdirSync(workplace.directory).sort()).toEqual([
			"halab.yaml",
			"state",
			"victim",
		]);
		rmSync(join(workplace.directory, "state"), { recursive: true });
	});
});

test("a report of a name that is no lab's", () => {
	const { exitCode, stderr } = workplace.halab(
		...["report", "-o", "out", "--name", "../x"],
	);
	expect(stderr).toMatch(/"\.\.\/x" is not a lab's name/);
	expect(exitCode).toBe(2);
});

describe("questions about halab itself are answered on the output", () => {
	test.each([
		[["--version"], /^\d+\.\d+\.\d+\n$/],
		[["help"], /^Usage: halab .*\n(.|\n)*status/],
		[[], /^Usage: halab .*\n(.|\n)*status/],
		[["api"], /^Usage: halab api .*\n(.|\n)*heal/],
		[["exec", "--help"], /neighbour, internet\s+or router/],
		[
			["compare", "--help"],
			/--against <seeds>(.|\n)*seed:tencent,seed:kingsoft,seed:alibaba,seed:onprem(.|\n)*\(default: all of\s+them\)/,
		],
	])("%j", (words, answer) => {
		const { exitCode, stdout, stderr } = workplace.halab(...words);
		expect(stdout).toMatch(answer);
		expect(stderr).toBe("");
		expect(exitCode).toBe(0);
	});
});

describe("a hint is the command to type next, for the lab that was meant", () => {
	test.each([
		[["--name", "a1"], "npx halab up --name a1"],
		[["-s", "my lab.yaml"], "npx halab up -s 'my lab.yaml'"],
		[[], "npx halab up"],
	])("%j", (words, hint) => {
		workplace.writeSettings("name: halab-absent");
		writeFileSync(join(workplace.directory, "my lab.yaml"), "name: other");
		const { stderr } = workplace.halabWith(
			{ PATH: "/usr/bin:/bin", SUDO_COMMAND: "" },
			...["status", ...words],
		);
		rmSync(join(workplace.directory, "my lab.yaml"));
		expect(stderr).toContain(`→ Run \`${hint}\` first.`);
	});

	test("with sudo where it was called with sudo", () => {
		const { stderr } = workplace.halabWith(
			{ PATH: "/usr/bin:/bin", SUDO_COMMAND: "/usr/bin/npx halab status" },
			"status",
		);
		expect(stderr).toContain("`sudo npx halab up`");
	});
});

test.each([
	"",
	"..",
	"../x",
	"/x",
	"a b",
])("--stack %j is no name of a stack", (stack) => {
	workplace.writeSettings(
		"access: {adminCidrs: [8.8.4.4/32], publicKey: ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIDV3l8O96AQEYgaqaJDy82NamRWIsHKVdvnZlZA8qlJS}",
	);
	const { exitCode, stderr } = workplace.halab(
		...["drill", "stop-keepalived", "--ssh", "outputs.json"],
		...["--stack", stack],
	);
	expect(stderr).toMatch(
		/^command line: --stack: .* is not the name of a stack; /,
	);
	expect(exitCode).toBe(2);
	expect(existsSync(join(workplace.directory, "state"))).toBe(false);
});

describe("without a running lab", () => {
	test.each([
		["status"],
		["exec", "node-1", "--", "true"],
		["drill", "stop-keepalived"],
		["compare", "stop-keepalived"],
	])("%s %s says what to do", (...words) => {
		workplace.writeSettings("name: halab-absent");
		const { exitCode, stderr } = workplace.halab(
			...words.filter((word) => typeof word === "string"),
		);
		expect(stderr).toMatch(
			/No lab called halab-absent is running.*\n.*halab up/,
		);
		expect(exitCode).toBe(1);
	});

	test("down is content", () => {
		workplace.writeSettings("name: halab-absent");
		const { exitCode, stdout } = workplace.halab("down");
		expect(stdout).toMatch(/nothing to remove/);
		expect(exitCode).toBe(0);
	});
});
