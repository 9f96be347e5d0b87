import { join } from "node:path";
import { defined } from "../base/defined";
import { HalabError } from "../base/halab-error";
import { recover } from "../base/recover";
import { shown } from "../base/shown";
import { DEFAULT_CLOUD } from "../design/clouds";
import { stateDirectory } from "../local/host/host";
import type { LabPlan } from "../plan/lab-plan";
import { planLab } from "../plan/plan-lab";
import { SettingsError } from "../plan/settings-error";
import { SshBench } from "../ssh/bench";
import type { SshAccess } from "../ssh/connection";
import { parseStackOutputs, type StackOutputs } from "../ssh/stack-outputs";
import type { DrillPlace } from "./drill-place";
import { loadSettings } from "./load-settings";
import { readText, UnreadableFile } from "./read-text";
import { probeCommand } from "./run-drill";

/** Which deployed stack, and how to log in. */
export interface StackOptions {
	/** File of the stack's outputs, as cdktf or Terraform writes it. */
	readonly outputs: string;
	/** Name of the stack. @default - that of the settings */
	readonly stack?: string;
	/** Settings file that the stack was made of. @default halab.yaml */
	readonly settings?: string;
	/** File of the private key. @default - OpenSSH's own files and agent */
	readonly identity?: string;
	/** Says that somebody is at the cloud's console. @default false */
	readonly console?: boolean;
	/** Words before `ssh`. @default - none */
	readonly prefix?: SshAccess["prefix"];
	readonly onNotice?: (line: string) => void;
}

/** A deployed stack as a place of drills. */
export interface StackPlace extends DrillPlace {
	readonly bench: SshBench;
}

/** This computer, as a drill calls it: the VIPs' public side is asked from here. */
const HERE = "internet";

/** Outputs have some thousand bytes for each stack. */
const LARGEST_OUTPUTS_BYTES = 16 * 1024 * 1024;

const readOutputs = (file: string): string =>
	recover(
		UnreadableFile,
		() => readText(file, LARGEST_OUTPUTS_BYTES),
		({ message }) => {
			throw new HalabError(`${file} cannot be read (${message}).`, {
				remedy:
					"Write it after a deployment: cdktf output --outputs-file outputs.json",
			});
		},
	);

/** Below the state directory, beside the labs: no lab can have this name, so none is removed with it. */
const STACKS = "_stacks";

/** What is kept of a deployed stack: the keys of its machines and the logs of its drills. */
export const stackDirectory = (stack: string): string =>
	join(stateDirectory(), STACKS, stack);

/** Stacks' names become directories of ours. */
const STACK = /^[A-Za-z0-9][A-Za-z0-9_-]{0,99}$/;

/** @throws SettingsError when it is no name of a stack */
function checkStack(name: string): string {
	if (!STACK.test(name)) {
		throw new SettingsError("command line", [
			{
				key: "--stack",
				message: `${shown(name)} is not the name of a stack; it has letters, digits, hyphens and underscores, and a letter or a digit first, e.g. route-nexthop-${DEFAULT_CLOUD}`,
			},
		]);
	}
	return name;
}

/** @throws HalabError when the settings are not those that the stack was made of */
function requireSame(plan: LabPlan, { vips, route }: StackOutputs): void {
	const text = (
		addresses: readonly string[],
		nodes: readonly { readonly name: string; readonly address: string }[],
	): string =>
		[
			...nodes.map(({ name, address }) => `${name} ${address}`),
			...addresses.map((address) => `VIP ${address}`),
		].join(", ");
	const planned = text(
		plan.pair.vips.map(({ address }) => address),
		plan.pair.nodes,
	);
	const deployed = text(vips, route.nodes);
	if (planned !== deployed) {
		throw new HalabError(
			`The settings are not those of the stack. The settings: ${planned}. The stack: ${deployed}.`,
			{ remedy: "Name the stack's own settings file with --settings." },
		);
	}
}

/**
 * Connects to a deployed stack.
 *
 * @throws HalabError when the outputs are not a stack's, or a machine cannot be reached
 * @throws SettingsError when the settings are wrong
 */
export async function deployedStack(
	options: StackOptions,
): Promise<StackPlace> {
	const { identity, outputs: file, prefix, onNotice } = options;
	const plan = planLab(loadSettings("cloud", { file: options.settings }));
	const stack = checkStack(options.stack ?? `${plan.lab}-${plan.cloud}`);
	const outputs = parseStackOutputs(file, readOutputs(file), stack);
	requireSame(plan, outputs);
	const directory = stackDirectory(stack);
	const eips = outputs.vips.flatMap((vip) => outputs.eips[vip] ?? []);
	const isPublic = eips.length > 0;
	const bench = await SshBench.connect(
		outputs.route,
		defined({
			knownHosts: join(directory, "known_hosts"),
			console: options.console ?? false,
			identity,
			prefix,
			onNotice,
			here: isPublic ? { name: HERE, probeCommand: probeCommand() } : undefined,
		}),
	);
	return {
		bench,
		plan: defined({
			...plan,
			internet: isPublic
				? { client: { name: HERE }, eips: { vips: eips } }
				: undefined,
		}),
		directory,
		from: plan.bastion.name,
	};
}
