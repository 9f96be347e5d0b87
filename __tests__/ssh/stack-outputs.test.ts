import { describe, expect, test } from "vitest";
import { HalabError } from "../../base/halab-error";
import { parseStackOutputs } from "../../ssh/stack-outputs";

const OUTPUTS = {
	vips: ["10.34.0.200"],
	eips: { "10.34.0.200": "203.0.113.12" },
	bastion: "203.0.113.10",
	nodes: { "node-1": "10.34.0.2", "node-2": "10.34.0.3" },
	sshUsers: { bastion: "debian", nodes: "ubuntu" },
};

const PARSED = {
	vips: ["10.34.0.200"],
	eips: { "10.34.0.200": "203.0.113.12" },
	route: {
		bastion: { name: "bastion", address: "203.0.113.10", user: "debian" },
		nodes: [
			{ name: "node-1", address: "10.34.0.2", user: "ubuntu" },
			{ name: "node-2", address: "10.34.0.3", user: "ubuntu" },
		],
	},
};

const parse = (content: unknown, stack = "lab-cloud") =>
	parseStackOutputs("outputs.json", JSON.stringify(content), stack);

function complaintOf(work: () => unknown): string {
	try {
		work();
	} catch (error) {
		expect(error).toBeInstanceOf(HalabError);
		return error instanceof Error ? error.message : "";
	}
	return "nothing was wrong";
}

describe("the outputs of a stack", () => {
	test("as cdktf writes them: an object for each stack", () => {
		expect(parse({ other: {}, "lab-cloud": OUTPUTS })).toEqual(PARSED);
	});

	test("as Terraform writes them: each output wrapped", () => {
		const wrapped = Object.fromEntries(
			Object.entries(OUTPUTS).map(([id, value]) => [
				id,
				{ sensitive: false, type: "string", value },
			]),
		);
		expect(parse(wrapped)).toEqual(PARSED);
	});

	test("of another stack: the ones that are there are named", () => {
		expect(complaintOf(() => parse({ a: OUTPUTS, b: OUTPUTS }))).toBe(
			[
				"outputs.json has no stack called lab-cloud; it has a, b.",
				"→ Name one of them with --stack, or the settings that the stack was made of with --settings. Write the file after a deployment: cdktf output --outputs-file outputs.json, or terraform output -json >outputs.json.",
			].join("\n"),
		);
	});

	test("of something else", () => {
		const { nodes: _, ...others } = OUTPUTS;
		expect(complaintOf(() => parse({ "lab-cloud": others }))).toMatch(
			/does not hold the outputs of a stack of halab: .*nodes/s,
		);
		const { sshUsers: __, ...older } = OUTPUTS;
		expect(complaintOf(() => parse({ "lab-cloud": older }))).toMatch(
			/: sshUsers: is missing\.\n.*apply the stack again/,
		);
		expect(
			complaintOf(() => parseStackOutputs("outputs.json", "{", "x")),
		).toMatch(/^outputs\.json is not JSON\.\n→ Write the file/);
		expect(complaintOf(() => parse([]))).toMatch(/does not hold/);
	});
});

describe("outputs that would become options of ssh are refused", () => {
	const INJECTION = "203.0.113.9\n\tProxyCommand touch /tmp/x";
	test.each([
		[
			"bastion",
			{ bastion: INJECTION },
			/: bastion: is not an IPv4 address\.\n/,
		],
		[
			"a node",
			{ nodes: { "node-1": INJECTION } },
			/: nodes\.node-1: is not an IPv4 address\.\n/,
		],
		[
			"a node's name",
			{ nodes: { "node-1\nMatch exec x": "10.34.0.2" } },
			/: nodes\.a text of 19 characters .*: has a name that belongs to none\.\n/,
		],
		[
			"a VIP",
			{ vips: ["-oProxyCommand=x"] },
			/: vips\.0: is not an IPv4 address\.\n/,
		],
		[
			"an EIP",
			{ eips: { "10.34.0.200": INJECTION } },
			/: eips\.10\.34\.0\.200: is not an IPv4 address\.\n/,
		],
		[
			"a user",
			{ sshUsers: { bastion: "-oProxyCommand=x", nodes: "root" } },
			/: sshUsers\.bastion: is not the name of a user, such as root\.\n/,
		],
	])("%s", (_name, change, message) => {
		const complaint = complaintOf(() =>
			parse({ "lab-cloud": { ...OUTPUTS, ...change } }),
		);
		expect(complaint).toMatch(message);
		expect(complaint).not.toContain("ProxyCommand");
	});

	test("a stack's name with control characters is not printed", () => {
		expect(complaintOf(() => parse({ "\u001b[2Jx": OUTPUTS }))).toMatch(
			/it has a text of 5 characters \(not repeated here\)\./,
		);
	});
});
