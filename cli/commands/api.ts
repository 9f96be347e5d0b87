import { Argument, type Command, InvalidArgumentError } from "commander";
import {
	FAULT_KINDS,
	type FaultInForce,
	type FaultKind,
} from "../../local/api/faults";
import {
	type FaultOptions,
	faultRuleOf,
	mistakeFor,
	mistakesIn,
	requireApiUse,
} from "../api-fault";
import { asTyped } from "../as-typed";
import { attachLab, type LabOptions } from "../lab-name";
import { nameOption, settingsOption } from "../lab-options";
import { wholeNumber } from "../whole-number";

const share = (text: string): number => {
	const value = Number(text);
	if (!(value > 0 && value <= 1)) {
		throw new InvalidArgumentError("Allowed: a number above 0, 1 at most.");
	}
	return value;
};

const LONGEST_SECONDS = 86_400;

const seconds = (text: string): number => {
	const value = Number(text);
	if (!(value >= 0.001 && value <= LONGEST_SECONDS)) {
		throw new InvalidArgumentError(
			`Allowed: a number of seconds from 0.001 to ${LONGEST_SECONDS}.`,
		);
	}
	return value;
};

interface BreakOptions extends LabOptions, FaultOptions {}

const describe = ({ id, rule, strikes }: FaultInForce): string => {
	const { kind, changes, ...rest } = rule;
	const details = Object.entries(rest).map(([name, value]) =>
		name === "untilMs"
			? `until ${new Date(Number(value)).toISOString()}`
			: `${name} ${value}`,
	);
	const which = changes ? ["changes only"] : [];
	return `  ${[id, kind, ...which, ...details].join("  ")}  (struck ${strikes} ${strikes === 1 ? "request" : "requests"})`;
};

/** What is said of a fault that is in force now. */
export const renderInjected = (id: string, kind: FaultKind): string =>
	asTyped(`${id}: ${kind}. Take it away with: halab api heal ${id}`);

/** `halab api`: makes the local cloud's API slow, busy or absent, as a cloud's can be. */
export function addApi(program: Command): void {
	const api = program
		.command("api")
		.description("make the cloud's API misbehave, and well again");
	const withLab = (command: Command): Command =>
		command.addOption(settingsOption()).addOption(nameOption());
	withLab(api.command("break"))
		.description("inject a fault")
		.addArgument(
			new Argument("<kind>", "what goes wrong").choices([...FAULT_KINDS]),
		)
		.option(
			"--action <name>",
			"only this action, e.g. ReplaceRoutes or Create*",
		)
		.option("--changes", "only requests that change something")
		.option(
			"--ms <milliseconds>",
			"how late (latency), how long (timeout), how old (stale-read)",
			wholeNumber(0, 600_000),
		)
		.option(
			"--count <requests>",
			"affect only the first requests, so many",
			wholeNumber(1, 1e6),
		)
		.option(
			"--probability <p>",
			"chance that a request is affected, above 0 to 1",
			share,
		)
		.option("--for <seconds>", "end after so many seconds", seconds)
		.action(
			async (kind: FaultKind, options: BreakOptions, command: Command) => {
				const [mistake] = mistakesIn(kind, options);
				if (mistake !== undefined) {
					command.error(`error: ${mistake}`);
				}
				const lab = await attachLab(options);
				const { cloud, pair } = lab.plan;
				requireApiUse(pair);
				const rule = faultRuleOf(kind, options, Date.now());
				const mistakeInCloud = mistakeFor(cloud, rule);
				if (mistakeInCloud !== undefined) {
					command.error(`error: ${mistakeInCloud}`);
				}
				const id = await lab.cloud.inject(rule);
				console.log(renderInjected(id, kind));
			},
		);
	withLab(api.command("heal"))
		.description("take a fault away, or all of them")
		.argument("[fault]", "its id (default: all)")
		.action(async (fault: string | undefined, options: LabOptions) => {
			const { cloud } = await attachLab(options);
			await (fault === undefined ? cloud.healAll() : cloud.heal(fault));
		});
	withLab(api.command("faults"))
		.description("list the faults that are active")
		.action(async (options: LabOptions) => {
			const faults = await (await attachLab(options)).cloud.faults();
			console.log(
				faults.length === 0
					? "No API faults are active."
					: faults.map(describe).join("\n"),
			);
		});
}
