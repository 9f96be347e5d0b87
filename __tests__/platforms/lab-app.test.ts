import { App, Testing } from "cdktf";
import { expect, test } from "vitest";
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
