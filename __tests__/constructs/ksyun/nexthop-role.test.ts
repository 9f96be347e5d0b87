import { spawnSync } from "node:child_process";
import {
	mkdirSync,
	mkdtempSync,
	readdirSync,
	readFileSync,
	rmSync,
	writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import {
	KsyunBastion,
	KsyunNexthopRole,
	type KsyunNexthopRoleProps,
} from "../../../constructs/ksyun";
import {
	IMAGE_ID,
	keyPair,
	network,
	pair,
	REGION,
	resource,
	resources,
	synthesize,
	testStack,
} from "./support";

const synthesizeRole = (props: Partial<KsyunNexthopRoleProps> = {}) =>
	synthesize((scope) => {
		new KsyunNexthopRole(scope, "Role", {
			name: "halab",
			network: network(scope),
			...(props.accountId === undefined && { everyVpc: true }),
			...props,
		});
	});

const documentOf = (props: Partial<KsyunNexthopRoleProps> = {}): unknown =>
	JSON.parse(
		String(resource(synthesizeRole(props), "iam_policy")["policy_document"]),
	);

/** Runs the command of the text in a plain shell, with an ssh that keeps what it is given. */
function handedOver(
	text: string,
	input: string,
): { readonly exitCode: number | null; readonly files: readonly string[] } {
	const directory = mkdtempSync(join(tmpdir(), "halab-test-handover-"));
	const bin = join(directory, "bin");
	const installed = join(directory, "installed");
	mkdirSync(bin);
	mkdirSync(installed);
	writeFileSync(
		join(bin, "ssh"),
		`#!/bin/sh\nexec cat >"$(mktemp ${installed}/XXXXXX)"\n`,
		{ mode: 0o755 },
	);
	const command = /bash -c '[^']*'/.exec(
		text.replaceAll(/\$\{TfToken\[[^\]]+\]\}/g, "203.0.113.9"),
	)?.[0];
	const { status } = spawnSync("sh", ["-c", command ?? "exit 99"], {
		input,
		env: { ...process.env, PATH: `${bin}:${process.env["PATH"] ?? ""}` },
	});
	const files = readdirSync(installed).map((name) =>
		readFileSync(join(installed, name), "utf8"),
	);
	rmSync(directory, { recursive: true });
	return { exitCode: status, files };
}

describe("KsyunNexthopRole", () => {
	it("may look at, create and delete routes, and no more", () => {
		expect(documentOf()).toEqual({
			Version: "2015-11-01",
			Statement: [
				{
					Effect: "Allow",
					Action: ["vpc:DescribeRoutes"],
					Resource: ["*"],
				},
				{
					Effect: "Allow",
					Action: ["vpc:CreateRoute", "vpc:DeleteRoute"],
					Resource: ["*"],
				},
			],
		});
	});

	it("changes the routes of one VPC only, unless it is to change those of every VPC", () => {
		expect(documentOf({ accountId: "2000100000" })).toMatchObject({
			Statement: [
				{ Action: ["vpc:DescribeRoutes"] },
				{
					Condition: {
						"ForAnyValue:StringEquals": {
							"ksc:ResourceAttribute": [
								expect.stringMatching(
									new RegExp(
										`^krn:ksc:vpc:${REGION}:2000100000:vpc/\\$\\{ksyun_vpc\\.[\\w-]+\\.id\\}$`,
									),
								),
							],
						},
					},
				},
			],
		});
	});

	it("is a sub-user with its policy, without a password and without a key", () => {
		const synthesized = synthesizeRole();
		expect(resource(synthesized, "iam_user")).toEqual({
			user_name: "halab-nexthop",
			real_name: "halab-nexthop",
			remark: "lets the nodes move the routes of their floating addresses",
		});
		expect(resource(synthesized, "iam_relation_policy")).toEqual({
			name: expect.stringMatching(/^\$\{ksyun_iam_user\./),
			policy_name: expect.stringMatching(/^\$\{ksyun_iam_policy\./),
			policy_type: "custom",
			relation_type: 1,
		});
		expect(
			Object.keys(synthesized.resource ?? {}).filter((type) =>
				type.includes("access_key"),
			),
		).toEqual([]);
	});

	it("says how the key gets to the nodes, and never through Terraform", () => {
		const stack = testStack();
		const common = { network: network(stack), keyPair: keyPair(stack) };
		const nodes = pair(stack, common);
		const bastion = new KsyunBastion(stack, "Bastion", {
			...common,
			name: "halab",
			imageId: IMAGE_ID,
			securityRules: [],
		});
		const text = nodes.nexthopRole.handover?.(nodes, bastion) ?? "";
		for (const { address } of nodes.nodes) {
			expect(text).toContain(
				`"$id" "$secret" | ssh -J root@${bastion.publicAddress} root@${address} install -m 600 /dev/stdin /etc/halab/credentials.json`,
			);
		}
		expect(text).toContain("sub-user halab-nexthop");
		expect(handedOver(text, "AKID\ns%cret\n")).toEqual({
			exitCode: 0,
			files: nodes.nodes.map(
				() => '{"accessKeyId":"AKID","secretAccessKey":"s%cret"}\n',
			),
		});
		for (const input of ["", "AKID\n\n", "\ns\n"]) {
			expect(handedOver(text, input)).toEqual({ exitCode: 1, files: [] });
		}
	});

	it("uses sudo where one logs in as somebody else", () => {
		const stack = testStack();
		const common = { network: network(stack), keyPair: keyPair(stack) };
		const nodes = pair(stack, { ...common, sshUser: "ubuntu" });
		const bastion = new KsyunBastion(stack, "Bastion", {
			...common,
			name: "halab",
			imageId: IMAGE_ID,
			securityRules: [],
		});
		expect(nodes.nexthopRole.handover?.(nodes, bastion)).toContain(
			"ubuntu@10.34.0.2 sudo install -m 600",
		);
	});

	it("may exist already", () => {
		const synthesized = synthesize((scope) => {
			const nexthopRole = KsyunNexthopRole.fromName(scope, "Role", "mine");
			expect(pair(scope, { nexthopRole }).nexthopRole.roleName).toBe("mine");
		});
		expect(resources(synthesized, "iam_user")).toEqual([]);
	});

	it.each([
		[
			{ name: "x".repeat(57) },
			"has 65 characters; Kingsoft Cloud takes 2 to 64",
		],
		[
			{ name: "halab" },
			"stack/Role.accountId: is missing; it restricts the nodes' key to the routes of this VPC",
		],
		[
			{ name: "halab", accountId: "2000100000", everyVpc: true },
			"stack/Role.everyVpc: contradicts accountId",
		],
		[
			{ name: "halab", accountId: "ada" },
			'stack/Role.accountId: "ada" is not an account; it is a number, e.g. 2000100000',
		],
	])("refuses %j", (props, message) => {
		const stack = testStack();
		expect(
			() =>
				new KsyunNexthopRole(stack, "Role", {
					network: network(stack),
					...props,
				}),
		).toThrow(message);
	});
});
