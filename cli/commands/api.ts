import { Argument, type Command, InvalidArgumentError } from "commander";
import {
	FAULT_KINDS,
	type Fault,
	type FaultKind,
	type FaultRule,
} from "../../local/api/faults";
import { attachLab, type LabOptions } from "../lab-name";
import { wholeNumber } from "../whole-number";

const within =
	(from: number, to: number) =>
	(text: string): number => {
		const value = Number(text);
		if (!Number.isFinite(value) || value < from || value > to) {
			throw new InvalidArgumentError(
				`Allowed: a number from ${from} to ${to}.`,
			);
		}
		return value;
	};

interface BreakOptions extends LabOptions {
	readonly action?: string;
	readonly ms?: number;
	readonly count?: number;
	readonly probability?: number;
	readonly for?: number;
}

const ruleOf = (kind: FaultKind, options: BreakOptions): FaultRule => ({
	kind,
	...(options.action === undefined ? {} : { action: options.action }),
	...(options.ms === undefined ? {} : { milliseconds: options.ms }),
	...(options.count === undefined ? {} : { count: options.count }),
	...(options.probability === undefined
		? {}
		: { probability: options.probability }),
	...(options.for === undefined
		? {}
		: { untilMs: Math.round(Date.now() + options.for * 1000) }),
});

const describe = ({ id, rule, strikes }: Fault): string => {
	const { kind, ...rest } = rule;
	const details = Object.entries(rest).map(([name, value]) =>
		name === "untilMs"
			? `until ${new Date(Number(value)).toISOString()}`
			: `${name} ${value}`,
	);
	return `  ${[id, kind, ...details].join("  ")}  (struck ${strikes} times)`;
};

/** `halab api`: makes the local cloud's API slow, busy or absent, as a cloud's can be. */
export function addApi(program: Command): void {
	const api = program
		.command("api")
		.description("make the cloud's API misbehave, and well again");
	const withLab = (command: Command): Command =>
		command
			.option("-s, --settings <file>", "settings file (default: halab.yaml)")
			.option(
				"--name <name>",
				"name of the lab (default: that of the settings)",
			);
	withLab(api.command("break"))
		.description("inject a fault")
		.addArgument(
			new Argument("<kind>", "what goes wrong").choices([...FAULT_KINDS]),
		)
		.option(
			"--action <name>",
			"only this action, e.g. ReplaceRoutes or Create*",
		)
		.option(
			"--ms <milliseconds>",
			"how late (latency), how long (timeout), how old (stale-read)",
			wholeNumber(0, 600_000),
		)
		.option("--count <requests>", "so many requests only", wholeNumber(1, 1e6))
		.option("--probability <p>", "of a request to be struck", within(0, 1))
		.option("--for <seconds>", "ends by itself", within(0.001, 86_400))
		.action(async (kind: FaultKind, options: BreakOptions) => {
			const lab = await attachLab(options);
			const id = await lab.cloud.inject(ruleOf(kind, options));
			console.log(`${id}: ${kind}. Take it away with: halab api heal ${id}`);
		});
	withLab(api.command("heal"))
		.description("take a fault away, or all of them")
		.argument("[fault]", "its id (default: all)")
		.action(async (fault: string | undefined, options: LabOptions) => {
			const { cloud } = await attachLab(options);
			await (fault === undefined ? cloud.healAll() : cloud.heal(fault));
		});
	withLab(api.command("faults"))
		.description("list what is injected now")
		.action(async (options: LabOptions) => {
			const faults = await (await attachLab(options)).cloud.faults();
			console.log(
				faults.length === 0
					? "The API behaves."
					: faults.map(describe).join("\n"),
			);
		});
}
