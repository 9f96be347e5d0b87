import { spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import {
	mkdtempSync,
	readdirSync,
	readFileSync,
	rmSync,
	writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { z } from "zod";
import type { CloudId } from "../../design/clouds";
import { labApp } from "../../main";
import { planLab } from "../../plan/plan-lab";
import { settingsSchema } from "../../plan/settings";
import { COMBINATIONS } from "../matrix";

const directory = mkdtempSync(join(tmpdir(), "halab-replace-"));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

const blocksSchema = z.record(z.string(), z.looseObject({}));
const stackSchema = z.object({
	locals: z.record(z.string(), z.string()),
	check: blocksSchema,
	resource: z.record(z.string(), blocksSchema),
});
type Stack = z.infer<typeof stackSchema>;

const combinationOf = (name: string) => {
	const found = COMBINATIONS.find((combination) => combination.name === name);
	if (found === undefined) {
		throw new Error(`no lab ${name}`);
	}
	return found;
};

function synthesize(name: string, more: object): Stack {
	const plan = planLab(
		settingsSchema.parse({ ...combinationOf(name).settings, ...more }),
	);
	const outdir = mkdtempSync(join(directory, "synth-"));
	labApp(plan, outdir).synth();
	const [stack = ""] = readdirSync(join(outdir, "stacks"));
	const text = readFileSync(
		join(outdir, "stacks", stack, "cdk.tf.json"),
		"utf8",
	);
	return stackSchema.parse(JSON.parse(text));
}

/** What hangs on a node, by the attribute that names it. */
const ATTACHMENTS: Readonly<Record<string, string>> = {
	tencentcloud_ha_vip_instance_attachment: "instance_id",
	alicloud_havip_attachment: "instance_id",
	alicloud_ecs_ram_role_attachment: "instance_id",
};

/**
 * The pair of a stack with Terraform's own `terraform_data` in place of every resource of the cloud: no provider is
 * needed, and life cycles and references are the stack's. A provider replaces an attachment whose instance is another
 * one; so does `triggers_replace`, where the stack does not ignore that.
 */
function withoutProvider(stack: Stack, cloud: CloudId): string {
	const standIns: Record<string, object> = { other: {} };
	for (const [type, blocks] of Object.entries(stack.resource)) {
		for (const [name, block] of Object.entries(blocks)) {
			const { lifecycle, depends_on } = block;
			const node = ATTACHMENTS[type];
			if (type === "terraform_data") {
				standIns[name] = { input: block["input"], lifecycle };
			} else if (block["user_data"] !== undefined) {
				standIns[`${type}-${name}`] = { input: block["user_data"], lifecycle };
			} else if (node !== undefined) {
				const key = lifecycle === undefined ? "triggers_replace" : "input";
				standIns[`${type}-${name}`] = {
					[key]: block[node],
					...(lifecycle !== undefined && { lifecycle }),
					...(depends_on !== undefined && { depends_on }),
				};
			}
		}
	}
	const standing = {
		locals: stack.locals,
		check: stack.check,
		resource: { terraform_data: standIns },
	};
	// Indented as cdktf does it: Terraform shows lines of it.
	return JSON.stringify(standing, null, 2)
		.replace(/"ignore_changes": \[[^\]]*\]/g, (ignored) =>
			/"(user_data|instance_id|input)"/.test(ignored)
				? '"ignore_changes": ["input"]'
				: '"ignore_changes": []',
		)
		.replace(
			new RegExp(`\\b(${cloud}_[a-z_]+)\\.([\\w-]+)((?:\\.\\w+)*)`, "g"),
			(_, type, name, attribute) =>
				`${type}-${name}` in standIns
					? `terraform_data.${type}-${name}${attribute}`
					: "terraform_data.other.id",
		);
}

/** Runs Terraform where nothing but its own resources is needed. */
function terraform(
	cwd: string,
	...args: readonly string[]
): { readonly status: number | null; readonly output: string } {
	const { status, stdout, stderr } = spawnSync(
		"terraform",
		[...args, "-no-color"],
		{
			cwd,
			encoding: "utf8",
			env: {
				...process.env,
				CHECKPOINT_DISABLE: "1",
				TF_CLI_CONFIG_FILE: "/dev/null",
				TF_IN_AUTOMATION: "1",
			},
			timeout: 60_000,
		},
	);
	return { status, output: `${stdout}${stderr}`.replace(/\s+/g, " ") };
}

const WARNING =
	/(node-\d) runs with older user data than the stack's; .*?terraform apply -replace='([^']+)'/g;
const REPLACED = /# terraform_data\.(\S+) (?:will be|must be) replaced/g;

/** Which nodes run with older user data, by what a plan or apply says, and the address of each. */
const olderNodes = (output: string): Readonly<Record<string, string>> =>
	Object.fromEntries(
		[...output.matchAll(WARNING)].map(([, node = "", address = ""]) => [
			node,
			address,
		]),
	);

describe.each([
	["havip-nopreempt, tencentcloud, havip", "tencentcloud", 1],
	["dual-master, alicloud, havip", "alicloud", 2],
	["route-nexthop, tencentcloud, route", "tencentcloud", 0],
	["route-nexthop, alicloud, route", "alicloud", 1],
	["route-nexthop, ksyun, route", "ksyun", 0],
] as const)("%s", (name, cloud, attachments) => {
	const cwd = mkdtempSync(join(directory, "run-"));
	const write = (more: object): void =>
		writeFileSync(
			join(cwd, "main.tf.json"),
			withoutProvider(synthesize(name, more), cloud),
		);

	test("a plain apply leaves running nodes alone, and each is replaced alone with what hangs on it", () => {
		write({});
		expect(terraform(cwd, "init", "-input=false").status).toBe(0);
		const first = terraform(cwd, "apply", "-auto-approve");
		expect(first.status, first.output).toBe(0);
		expect(olderNodes(first.output)).toEqual({});

		write({ timing: "fast" });
		const plain = terraform(cwd, "plan", "-detailed-exitcode");
		expect(plain.status, plain.output).toBe(0);
		expect(plain.output).not.toContain("#cloud-config");
		const older = olderNodes(plain.output);
		expect(Object.keys(older)).toEqual(["node-1", "node-2"]);

		const replace = (node: string): string => {
			const { status, output } = terraform(
				cwd,
				"apply",
				"-auto-approve",
				`-replace=${older[node]}`,
			);
			expect(status, output).toBe(0);
			const replaced = [...output.matchAll(REPLACED)].map(
				([, resource = ""]) => resource,
			);
			expect(replaced).toHaveLength(2 + attachments);
			expect(replaced.filter((it) => !it.includes(node))).toEqual([]);
			expect(output).toContain(
				`Plan: ${2 + attachments} to add, 0 to change, ${2 + attachments} to destroy.`,
			);
			return output;
		};
		expect(Object.keys(olderNodes(replace("node-2")))).toEqual(["node-1"]);
		expect(olderNodes(replace("node-1"))).toEqual({});

		const last = terraform(cwd, "plan", "-detailed-exitcode");
		expect(last.status, last.output).toBe(0);
		expect(olderNodes(last.output)).toEqual({});
	}, 120_000);
});

test("user data that grows too large when its values are filled in is refused before a node is made", () => {
	const cwd = mkdtempSync(join(directory, "run-"));
	const stack = synthesize("route-nexthop, ksyun, route", {});
	const [text = ""] = Object.keys(stack.locals).filter((key) =>
		/node-1-user-data_/.test(key),
	);
	writeFileSync(
		join(cwd, "main.tf.json"),
		withoutProvider(
			{
				...stack,
				locals: {
					...stack.locals,
					[text]: `${stack.locals[text]}${randomBytes(6_000).toString("base64")}`,
				},
			},
			"ksyun",
		),
	);
	expect(terraform(cwd, "init", "-input=false").status).toBe(0);
	const { status, output } = terraform(cwd, "apply", "-auto-approve");
	expect(status).toBe(1);
	expect(output).toMatch(
		/The user data of node-1 is larger than Kingsoft Cloud takes/,
	);
	expect(output).not.toContain("ksyun_instance-Pair_node-1_07720ADD: Creating");
});

describe.each([
	["tencentcloud", "havip-nopreempt, tencentcloud, havip"],
	["alicloud", "havip-nopreempt, alicloud, havip"],
	["ksyun", "route-nexthop, ksyun, route"],
] as const)("the document of %s", (cloud, name) => {
	const { resource } = synthesize(name, {});
	const [lab = ""] = name.split(",");

	test.each([
		"md",
		"zh.md",
	])("names addresses and a stack that exist (%s)", (ending) => {
		const text = readFileSync(
			join(__dirname, `../../docs/clouds/${cloud}.${ending}`),
			"utf8",
		);
		const addresses = [...text.matchAll(/\b([a-z]+_instance)\.([\w-]+)/g)].map(
			([address]) => address,
		);
		expect(new Set(addresses)).toEqual(
			new Set(
				Object.entries(resource[`${cloud}_instance`] ?? {})
					.filter(([, block]) => block["user_data"] !== undefined)
					.map(([id]) => `${cloud}_instance.${id}`),
			),
		);
		expect(text.match(/cdktf deploy [a-z]\S+/g)).toEqual([
			`cdktf deploy ${lab}-${cloud}`,
		]);
		expect(text).not.toMatch(
			/apply with `-target`|`-target` (node by node|逐台)/,
		);
	});
});
