import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { App, TerraformOutput, TerraformResource, Testing } from "cdktf";
import { expect, onTestFinished, test } from "vitest";
import { z } from "zod";
import { planLab } from "../../plan/plan-lab";
import { settingsSchema } from "../../plan/settings";
import { LabStack } from "../../platforms/lab-app";
import { COMBINATIONS } from "../matrix";

const stackSchema = z.object({ locals: z.record(z.string(), z.string()) });

const app = (): App => Testing.stubVersion(new App({ outdir: "." }));

const unescaped = (text: string): string =>
	text.replace(/([$%])\1\{/g, (_, sign) => `${sign}{`);

test.each(
	COMBINATIONS.filter(({ settings }) => settings.vipMode === "havip"),
)("$name: the nodes get the plan's own user data, byte for byte", ({
	settings,
}) => {
	const plan = planLab(settingsSchema.parse(settings));
	const stack = new LabStack(app(), plan);
	const { locals } = stackSchema.parse(JSON.parse(Testing.synth(stack)));
	const texts = Object.entries(locals)
		.filter(([name]) => /-user-data(_[0-9A-F]+)?$/.test(name))
		.map(([, text]) => unescaped(text));
	expect(texts).toEqual(plan.pair.nodes.map(({ userData }) => userData));
});

test("an app holds one lab several times, each as a stack with an id of its own", () => {
	const seats = app();
	for (const seat of ["seat-1", "seat-2"]) {
		const settings = { ...COMBINATIONS[0]?.settings, name: seat };
		new LabStack(seats, planLab(settingsSchema.parse(settings)), seat);
	}
	expect(seats.node.children.map(({ node }) => node.id)).toEqual([
		"seat-1",
		"seat-2",
	]);
});

test("what a lab takes of another lab comes from that one's state, not from within its own stack", () => {
	const outdir = mkdtempSync(join(tmpdir(), "halab-references-"));
	onTestFinished(() => rmSync(outdir, { recursive: true }));
	const seats = new App({ outdir });
	const lab = (name: string): LabStack =>
		new LabStack(
			seats,
			planLab(settingsSchema.parse({ ...COMBINATIONS[0]?.settings, name })),
			name,
		);
	const vpc = lab("giver").node.findChild("Network").node.findChild("Vpc");
	if (!TerraformResource.isTerraformResource(vpc)) {
		throw new Error("the lab's VPC is no resource");
	}
	new TerraformOutput(lab("taker"), "vpc", {
		value: vpc.getStringAttribute("id"),
	});
	seats.synth();
	const stack = (name: string): unknown =>
		JSON.parse(
			readFileSync(join(outdir, "stacks", name, "cdk.tf.json"), "utf8"),
		);
	const id = `${vpc.terraformResourceType}.${vpc.friendlyUniqueId}.id`;
	const output = `cross-stack-output-${id.replaceAll(".", "")}`;
	expect(stack("giver")).toMatchObject({
		output: { [output]: { value: `\${${id}}` } },
	});
	const state = "cross-stack-reference-input-giver";
	expect(stack("taker")).toMatchObject({
		data: { terraform_remote_state: { [state]: expect.anything() } },
		output: {
			vpc: {
				value: `\${data.terraform_remote_state.${state}.outputs.${output}}`,
			},
		},
	});
});
