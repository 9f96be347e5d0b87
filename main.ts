import { Annotations, App, TerraformOutput } from "cdktf";

import type { Construct } from "constructs";
import { loadSettings } from "./cli/load-settings";
import { LeanStack, withoutTokenTraces } from "./constructs/lean-stack";
import { HaLint } from "./constructs/lint";
import { DesignError } from "./design/errors";
import { accessWarnings } from "./plan/access-warnings";
import type { LabPlan } from "./plan/lab-plan";
import { planLab } from "./plan/plan-lab";
import { SettingsError } from "./plan/settings-error";
import type { LabOutputs } from "./platforms/platform";
import { PLATFORMS } from "./platforms/registry";
import { UserDataError } from "./userdata";

const DESCRIPTIONS: Readonly<Record<keyof LabOutputs, string>> = {
	vips: "Floating addresses, inside the VPC",
	eips: "Public address that leads to each floating one",
	bastion: "Public address of the bastion",
	nodes: "Private address of each node",
	ssh: "Command that logs in to each node through the bastion",
	handover: "What is left to do by hand",
};

/** A planned lab as one stack, `<lab>-<cloud>`, with everything that it needs. */
export class LabStack extends LeanStack {
	constructor(scope: Construct, plan: LabPlan) {
		super(scope, `${plan.lab}-${plan.cloud}`);
		const { publicKey } = plan.access;
		if (publicKey === undefined) {
			throw new DesignError(
				"access.publicKey",
				"is missing; a lab in a cloud needs the public key that may log in",
			);
		}
		const outputs = withoutTokenTraces(() =>
			PLATFORMS[plan.cloud](this, plan, publicKey),
		);
		for (const [id, value] of Object.entries(outputs)) {
			const description = Object.entries(DESCRIPTIONS).find(
				([key]) => key === id,
			)?.[1];
			new TerraformOutput(this, id, {
				value,
				...(description !== undefined && { description }),
			});
		}
		for (const warning of accessWarnings(plan)) {
			Annotations.of(this).addWarning(warning);
		}
	}
}

/** Flags of new cdktf projects: short logical ids, with the characters that the construct ids have. */
const CONTEXT = {
	excludeStackIdFromLogicalIds: "true",
	allowSepCharsInLogicalIds: "true",
};

/** An app that holds one lab. `outdir` is where it is synthesized, by default where the cdktf command wants it. */
export function labApp(plan: LabPlan, outdir?: string): App {
	const app = new App({ context: CONTEXT, ...(outdir && { outdir }) });
	HaLint.apply(new LabStack(app, plan));
	return app;
}

const isUserError = (error: unknown): error is Error =>
	error instanceof SettingsError ||
	error instanceof DesignError ||
	error instanceof UserDataError;

/**
 * Synthesizes the lab of the settings file: `halab.yaml`, or the one that `HALAB_SETTINGS` names.
 *
 * @returns exit code: 0, or 2 when the settings are wrong, which is said in one message
 */
export function main(): number {
	const { HALAB_SETTINGS } = process.env;
	try {
		labApp(planLab(loadSettings("cloud", { file: HALAB_SETTINGS }))).synth();
		return 0;
	} catch (error) {
		if (!isUserError(error)) {
			throw error;
		}
		console.error(error.message);
		return 2;
	}
}

if (require.main === module) {
	process.exitCode = main();
}
