import { Aspects, Fn, TerraformLocal, TerraformOutput, Testing } from "cdktf";
import { Construct } from "constructs";
import { describe, expect, it, vi } from "vitest";
import { HaLint } from "../../../constructs/lint";
import { testStack } from "../tencentcloud/support";
import { AnyResource, problemsOf } from "./support";

const problemsOfResource = (
	rule: string,
	type: string,
	attributes: Readonly<Record<string, unknown>>,
) =>
	problemsOf(rule, (stack) => {
		new AnyResource(stack, "Resource", type, attributes);
	});

/** One ingress rule in the words of each cloud's resources. */
const ingress = (
	cidr: string,
	protocol: "tcp" | "all",
	port: number,
): readonly (readonly [string, Record<string, unknown>])[] => [
	[
		"tencentcloud_security_group_rule_set",
		{
			ingress: [
				{
					action: "ACCEPT",
					cidr_block: cidr,
					protocol: protocol.toUpperCase(),
					port: protocol === "all" ? "ALL" : `${port}`,
				},
			],
		},
	],
	[
		"tencentcloud_security_group_rule",
		{
			type: "ingress",
			policy: "accept",
			cidr_ip: cidr,
			...(protocol === "tcp" && { ip_protocol: "tcp", port_range: `${port}` }),
		},
	],
	[
		"alicloud_security_group_rule",
		{
			type: "ingress",
			ip_protocol: protocol,
			port_range: protocol === "all" ? "-1/-1" : `${port}/${port}`,
			cidr_ip: cidr,
		},
	],
	...["ksyun_security_group_entry", "ksyun_security_group_entry_lite"].map(
		(type): readonly [string, Record<string, unknown>] => [
			type,
			{
				direction: "in",
				protocol: protocol === "all" ? "ip" : "tcp",
				cidr_block: type.endsWith("lite") ? [cidr] : cidr,
				...(protocol === "tcp" && {
					port_range_from: port,
					port_range_to: port,
				}),
			},
		],
	),
	[
		"ksyun_security_group",
		{
			security_group_entries: [
				{
					direction: "in",
					protocol: protocol === "all" ? "ip" : "tcp",
					cidr_block: cidr,
					...(protocol === "tcp" && {
						port_range_from: port,
						port_range_to: port,
					}),
				},
			],
		},
	],
];

describe("open-security-group", () => {
	it.each(ingress("0.0.0.0/0", "tcp", 80))("finds %s", (type, attributes) => {
		expect(problemsOfResource("open-security-group", type, attributes)).toEqual(
			["tcp 80 is open to 0.0.0.0/0"],
		);
	});

	it.each(
		ingress("10.34.0.0/16", "all", 0),
	)("is content with %s from known networks", (type, attributes) => {
		expect(problemsOfResource("open-security-group", type, attributes)).toEqual(
			[],
		);
	});

	it("does not mind what leaves or what is dropped", () => {
		const rule = { cidr_block: "0.0.0.0/0", protocol: "TCP", port: "80" };
		expect(
			problemsOfResource(
				"open-security-group",
				"tencentcloud_security_group_rule_set",
				{
					ingress: [{ ...rule, action: "DROP" }],
					egress: [{ ...rule, action: "ACCEPT" }],
				},
			),
		).toEqual([]);
	});

	it("knows version 6 of the protocol", () => {
		expect(
			problemsOfResource(
				"open-security-group",
				"alicloud_security_group_rule",
				{
					type: "ingress",
					ip_protocol: "tcp",
					port_range: "80/90",
					ipv6_cidr_ip: "::/0",
				},
			),
		).toEqual(["tcp 80-90 is open to ::/0"]);
	});
});

describe("ssh-from-anywhere", () => {
	it.each([
		...ingress("0.0.0.0/0", "tcp", 22),
		...ingress("0.0.0.0/0", "all", 0),
	])("finds %s", (type, attributes) => {
		expect(problemsOfResource("ssh-from-anywhere", type, attributes)).toEqual([
			"port 22 is open to 0.0.0.0/0",
		]);
	});

	it.each([
		[["0.0.0.0/1", "128.0.0.0/1"], ["port 22 is open to 0.0.0.0/1"]],
		[["8.0.0.0/8", "9.0.0.0/8"], ["port 22 is open to 8.0.0.0/8, 9.0.0.0/8"]],
		[["8.0.0.0/8", "10.0.0.0/8"], []],
	])("adds the rules for %j up", (cidrs, problems) => {
		const rules = cidrs.map((cidr_block) => ({
			...{ action: "ACCEPT", protocol: "TCP", port: "22" },
			cidr_block,
		}));
		expect(
			problemsOfResource(
				"ssh-from-anywhere",
				"tencentcloud_security_group_rule_set",
				{ ingress: rules },
			),
		).toEqual(problems);
	});

	it("finds port 22 within a range and a list", () => {
		for (const port of ["20-30", "80,22"]) {
			expect(
				problemsOfResource(
					"ssh-from-anywhere",
					"tencentcloud_security_group_rule_set",
					{
						ingress: [
							{
								action: "ACCEPT",
								cidr_block: "0.0.0.0/0",
								protocol: "TCP",
								port,
							},
						],
					},
				),
			).toEqual(["port 22 is open to 0.0.0.0/0"]);
		}
	});

	it.each([
		...ingress("0.0.0.0/0", "tcp", 80),
		...ingress("198.51.100.7/32", "tcp", 22),
	])("is content with %s", (type, attributes) => {
		expect(problemsOfResource("ssh-from-anywhere", type, attributes)).toEqual(
			[],
		);
	});
});

describe("plain-secret", () => {
	const secrets: readonly (readonly [string, string])[] = [
		["an access key id (AKID…)", `id=AKID${"z8krbsJ5yKBZQpn7".repeat(2)}`],
		["an access key id (LTAI…)", "LTAI5tFooBarBazQuxQuux12"],
		["an access key id (AKLT…)", "AKLTfoobarbazquxquux1234"],
		["a private key", "-----BEGIN OPENSSH PRIVATE KEY-----"],
		["a password", 'password: "correct-horse"'],
		["a password", "requirepass correct-horse"],
	];

	it.each(secrets)("finds %s in user data, plain or not", (what, text) => {
		const problem = `the user data holds what looks like ${what}`;
		const userData = `#cloud-config\nx: y\n${text}\n`;
		expect(
			problemsOfResource("plain-secret", "tencentcloud_instance", {
				user_data_raw: userData,
			}),
		).toEqual([problem]);
		expect(
			problemsOfResource("plain-secret", "ksyun_instance", {
				user_data: Buffer.from(userData).toString("base64"),
			}),
		).toEqual([problem]);
	});

	it.each(
		secrets,
	)("finds %s in a local value that Terraform encodes", (what, text) => {
		for (const encode of [Fn.base64gzip, Fn.base64encode]) {
			expect(
				problemsOf("plain-secret", (stack) => {
					const local = new TerraformLocal(stack, "Text", `x: y\n${text}\n`);
					new AnyResource(stack, "Resource", "alicloud_instance", {
						user_data: encode(local.asString),
					});
				}),
			).toEqual([`the user data holds what looks like ${what}`]);
		}
	});

	it("looks for the local values of a stack once, however many machines it has", () => {
		const looks = (machines: number): number => {
			const stack = testStack();
			for (let index = 0; index < machines; index++) {
				const local = new TerraformLocal(stack, `Text${index}`, "x: y");
				new AnyResource(stack, `Machine${index}`, "alicloud_instance", {
					user_data: Fn.base64gzip(local.asString),
				});
			}
			HaLint.apply(stack);
			const findAll = vi.spyOn(stack.node, "findAll");
			Testing.synth(stack);
			return findAll.mock.calls.length;
		};
		expect(looks(5)).toBe(looks(1));
	});

	it.each(
		secrets,
	)("finds %s in a local value that an aspect adds while others are read", (what, secret) => {
		const problems = problemsOf("plain-secret", (stack) => {
			const machine = (scope: Construct, text: string): void => {
				const local = new TerraformLocal(scope, "Text", text);
				new AnyResource(scope, "Machine", "alicloud_instance", {
					user_data: Fn.base64gzip(local.asString),
				});
			};
			const first = new Construct(stack, "First");
			const later = new Construct(stack, "Later");
			machine(first, "x: y");
			Aspects.of(stack).add({
				visit: (construct) => {
					if (construct === later) {
						machine(later, secret);
					}
				},
			});
		});
		expect(problems).toEqual([`the user data holds what looks like ${what}`]);
	});

	it.each(secrets)("finds %s in an output", (what, text) => {
		const problems = problemsOf("plain-secret", (stack) => {
			new TerraformOutput(stack, "login", { value: { text } });
		});
		expect(problems).toEqual([
			`the output login holds what looks like ${what}`,
		]);
	});

	it("finds an output that refers to a secret", () => {
		const problems = problemsOf("plain-secret", (stack) => {
			const key = new AnyResource(stack, "Key", "tencentcloud_key_pair", {});
			new TerraformOutput(stack, "key", {
				value: key.getStringAttribute("private_key"),
			});
		});
		expect(problems).toEqual([
			"the output key holds what looks like a reference to a secret",
		]);
	});

	it("goes by the keys of an output", () => {
		const problems = problemsOf("plain-secret", (stack) => {
			new TerraformOutput(stack, "login", {
				value: { accounts: [{ user: "root", password: "correct-horse" }] },
			});
		});
		expect(problems).toEqual([
			"the output login holds what looks like a password",
		]);
	});

	it("never repeats a secret", () => {
		expect(
			problemsOfResource("plain-secret", "tencentcloud_instance", {
				user_data_raw: "password=correct-horse",
			}).join(),
		).not.toContain("correct-horse");
	});

	it.each([
		"ssh_pwauth: false\nlock_passwd: true\npassword: null",
		"password=$(cat /run/secret)",
		"The password is asked for.",
		"secret_key: {{ ds.meta_data.key }}",
	])("is content with %j", (userData) => {
		expect(
			problemsOfResource("plain-secret", "tencentcloud_instance", {
				user_data_raw: userData,
			}),
		).toEqual([]);
	});
});

describe("metadata-token", () => {
	const problems = (type: string, attributes: Record<string, unknown>) =>
		problemsOfResource("metadata-token", type, attributes);

	it("finds a machine whose metadata needs no token", () => {
		for (const attributes of [{}, { http_tokens: "optional" }]) {
			expect(problems("alicloud_instance", attributes)).toEqual([
				"the metadata service answers without a token",
			]);
		}
	});

	it("is content with a required token, and where there is no choice", () => {
		expect(problems("alicloud_instance", { http_tokens: "required" })).toEqual(
			[],
		);
		expect(problems("tencentcloud_instance", {})).toEqual([]);
	});
});

describe("user-data-near-limit of a machine", () => {
	const problems = (type: string, bytes: number) =>
		problemsOfResource("user-data-near-limit", type, {
			[type === "tencentcloud_instance" ? "user_data_raw" : "user_data"]:
				"#".repeat(bytes),
		});

	it("goes by the cloud's own limit", () => {
		expect(problems("tencentcloud_instance", 12_000)).toEqual([
			"the user data of the machine takes 16000 of 16384 bytes, 97 %",
		]);
		expect(problems("alicloud_instance", 12_000)).toEqual([]);
		expect(problems("alicloud_instance", 32_000)).toEqual([
			"the user data of the machine takes 32000 of 32768 bytes, 97 %",
		]);
	});

	it("goes by what is left of a text that Terraform compresses", () => {
		expect(
			problemsOf("user-data-near-limit", (stack) => {
				const text = new TerraformLocal(stack, "Text", "#".repeat(100_000));
				new AnyResource(stack, "Resource", "tencentcloud_instance", {
					user_data: Fn.base64gzip(text.asString),
				});
			}),
		).toEqual([]);
	});
});
