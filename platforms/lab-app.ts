import { tmpdir } from "node:os";
import {
	AnnotationMetadataEntryType,
	Annotations,
	App,
	TerraformOutput,
	TerraformStack,
	TerraformVariable,
	Testing,
} from "cdktf";
import type { Construct } from "constructs";
import { defined } from "../base/defined";
import { HaLint } from "../constructs/lint";
import { DesignError } from "../design/errors";
import {
	accessWarnings,
	placeWarnings,
	refusalToDeploy,
} from "../plan/access-warnings";
import type { LabPlan } from "../plan/lab-plan";
import { planLab } from "../plan/plan-lab";
import type { LabSettings } from "../plan/settings";
import type { LabOutputs } from "./platform";
import { PLATFORMS } from "./registry";

const DESCRIPTIONS: ReadonlyMap<string, string> = new Map(
	Object.entries({
		vips: "Floating addresses, inside the VPC",
		eips: "Public address that leads to each floating one",
		bastion: "Public address of the bastion",
		nodes: "Private address of each node",
		sshUsers: "Accounts that log in by key, on the bastion and on the nodes",
		ssh: "Command that logs in to each node through the bastion",
		handover: "What is left to do by hand",
	} satisfies Record<keyof LabOutputs, string>),
);

/** Name of the stack of a planned lab. */
export const stackName = ({
	lab,
	cloud,
}: Pick<LabPlan, "lab" | "cloud">): string => `${lab}-${cloud}`;

/** A planned lab as one stack with everything that it needs. */
export class LabStack extends TerraformStack {
	/** @param id of the stack, by default `<lab>-<cloud>`; an app with several stacks of a lab names each */
	constructor(scope: Construct, plan: LabPlan, id = stackName(plan)) {
		super(scope, id);
		const { publicKey } = plan.access;
		if (publicKey === undefined) {
			throw new DesignError(
				"access.publicKey",
				"is missing; a lab in a cloud needs the public key that may log in",
			);
		}
		const outputs = PLATFORMS[plan.cloud](this, plan, publicKey);
		for (const [output, value] of Object.entries(outputs)) {
			const description = DESCRIPTIONS.get(output);
			new TerraformOutput(this, output, {
				value,
				...defined({ description }),
			});
		}
		for (const warning of [...accessWarnings(plan), ...placeWarnings(plan)]) {
			Annotations.of(this).addWarning(warning);
		}
		const refusal = refusalToDeploy(plan);
		if (refusal !== undefined) {
			Annotations.of(this).addWarning(`a deployment is refused: ${refusal}`);
			this.refuseToDeploy(refusal);
		}
	}

	/** Lets everything be looked at, but fails each plan before anything is created. */
	private refuseToDeploy(reason: string): void {
		// Terraform takes no condition that is simply false; one that looks at a variable it does.
		const variable = new TerraformVariable(this, "allow_placeholders", {
			type: "bool",
			default: false,
			description: "Deploys although nobody could log in",
		});
		variable.addValidation({
			condition: variable.stringValue,
			errorMessage: `${reason}.`,
		});
	}
}

/** Flags of new cdktf projects: short logical ids, with the characters that the construct ids have. */
const CONTEXT = {
	excludeStackIdFromLogicalIds: "true",
	allowSepCharsInLogicalIds: "true",
};

function labStack(app: App, plan: LabPlan): LabStack {
	const stack = new LabStack(app, plan);
	const opened = "access.allowAnywhere says that the whole internet is meant";
	HaLint.apply(stack, {
		suppress:
			plan.access.allowAnywhere === true
				? [
						{ id: "ssh-from-anywhere", reason: opened },
						{ id: "open-security-group", reason: opened },
					]
				: [],
	});
	return stack;
}

/** An app that holds one lab. `outdir` is where it is synthesized, by default where the cdktf command wants it. */
export function labApp(plan: LabPlan, outdir?: string): App {
	const app = new App(defined({ context: CONTEXT, outdir }));
	labStack(app, plan);
	return app;
}

/** What a synthesis says of a lab, one line each: where it is, and what. */
export interface LabFindings {
	/** They stop the synthesis. */
	readonly errors: readonly string[];
	readonly warnings: readonly string[];
}

/** What was noted on the constructs of a tree. */
export function findingsOf(root: Construct): LabFindings {
	const notes = root.node.findAll().flatMap(({ node }) =>
		node.metadata.map(({ type, data }) => ({
			type,
			text: `${node.path}: ${data}`,
		})),
	);
	const textsOf = (wanted: string): readonly string[] =>
		notes.filter(({ type }) => type === wanted).map(({ text }) => text);
	return {
		errors: textsOf(AnnotationMetadataEntryType.ERROR),
		warnings: textsOf(AnnotationMetadataEntryType.WARN),
	};
}

/** What a check of settings found. */
export interface LabCheck extends LabFindings {
	readonly plan: LabPlan;
}

/**
 * Plans a lab for a cloud and for this machine and synthesizes it: whatever `halab up`, a synthesis or a deployment say
 * of settings, this says.
 *
 * @throws DesignError as those do, when something is not possible
 */
export function checkLab(settings: LabSettings): LabCheck {
	const plan = planLab(settings);
	planLab(settings, "local");
	return { plan, ...inspectLab(plan) };
}

/**
 * Synthesizes a lab in memory, and tells what a synthesis would.
 *
 * @throws DesignError as the synthesis does, when the cloud does not take something
 */
export function inspectLab(plan: LabPlan): LabFindings {
	// Nothing is written there: an app makes the directory that it is given, unless it exists.
	const app = new App({ context: CONTEXT, outdir: tmpdir() });
	const stack = labStack(app, plan);
	Testing.synth(stack, true);
	return findingsOf(stack);
}
