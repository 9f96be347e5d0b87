import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { labApp } from "../main";
import { planLab } from "../plan/plan-lab";
import { settingsSchema } from "../plan/settings";
import { PLATFORMS } from "../platforms/registry";
import { COMBINATIONS } from "./matrix";

const directory = mkdtempSync(join(tmpdir(), "halab-matrix-"));

afterAll(() => rmSync(directory, { recursive: true, force: true }));

const stackSchema = z.object({
	terraform: z.object({
		required_providers: z.record(z.string(), z.unknown()),
	}),
	resource: z.record(z.string(), z.record(z.string(), z.looseObject({}))),
	output: z.record(z.string(), z.unknown()),
});

function synthesize(index: number) {
	const plan = planLab(
		settingsSchema.parse(COMBINATIONS[index]?.settings ?? {}),
	);
	const outdir = join(directory, String(index));
	labApp(plan, outdir).synth();
	const file = join(
		outdir,
		"stacks",
		`${plan.lab}-${plan.cloud}`,
		"cdk.tf.json",
	);
	const text = readFileSync(file, "utf8");
	return { plan, stack: stackSchema.parse(JSON.parse(text)) };
}

describe.each(
	COMBINATIONS.map(({ name }, index) => ({ name, index })),
)("$name", ({ index }) => {
	const { plan, stack } = synthesize(index);

	test("synthesizes what the snapshot says", () => {
		const { resource, output, terraform } = stack;
		expect({
			resource,
			output,
			providers: terraform.required_providers,
		}).toMatchSnapshot();
	});

	test("has no password, no key and no secret", () => {
		// What is to be done by hand names the key that it is about.
		const { handover: _, ...output } = stack.output;
		const text = JSON.stringify({ ...stack, output });
		expect(text).not.toMatch(
			/"password"|[sS]ecret_?[kK]ey|PRIVATE KEY|AKID\w{32}|LTAI\w{20}/,
		);
	});

	test("lets nothing in from anywhere", () => {
		expect(
			[...plan.pair.securityRules, ...plan.bastion.securityRules].filter(
				({ direction, cidr }) =>
					direction === "ingress" && cidr === "0.0.0.0/0",
			),
		).toEqual([]);
	});

	test("puts out addresses and ssh commands", () => {
		expect(Object.keys(stack.output).sort()).toEqual([
			"bastion",
			"eips",
			...(plan.cloud === "ksyun" ? ["handover"] : []),
			"nodes",
			"ssh",
			"sshUsers",
			"vips",
		]);
	});

	test("names its own provider with an exact version", () => {
		expect(Object.keys(stack.terraform.required_providers)).toEqual([
			plan.cloud,
		]);
		expect(JSON.stringify(stack.terraform.required_providers)).toMatch(
			/"version":"\d+\.\d+\.\d+"/,
		);
	});
});

test("no cloud, VIP mode or dual master is forgotten", () => {
	const has = (part: string): boolean =>
		COMBINATIONS.some(({ name }) => name.includes(part));
	expect(Object.keys(PLATFORMS).filter((cloud) => !has(cloud))).toEqual([]);
	expect(
		["havip", "route", "dual-master"].filter((part) => !has(part)),
	).toEqual([]);
});
