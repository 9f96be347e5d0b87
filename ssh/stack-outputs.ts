import { z } from "zod";
import type { SshRoute } from "./route";
import { SshError } from "./ssh-error";

const outputsSchema = z.object({
	vips: z.array(z.string()),
	eips: z.record(z.string(), z.string()),
	bastion: z.string(),
	nodes: z.record(z.string(), z.string()),
	ssh: z.record(z.string(), z.string()),
});

/** What a deployed stack told about itself. */
export interface StackOutputs {
	/** The floating addresses, inside the VPC. */
	readonly vips: readonly string[];
	/** Public address of each floating one, where there is one. */
	readonly eips: Readonly<Record<string, string>>;
	readonly route: SshRoute;
}

const REMEDY =
	"Write the file after a deployment: cdktf output --outputs-file outputs.json, or terraform output -json >outputs.json";

const isRecord = (value: unknown): value is Record<string, unknown> =>
	typeof value === "object" && value !== null && !Array.isArray(value);

/** Terraform wraps each output: `{"sensitive": …, "type": …, "value": …}`. */
const unwrapped = (outputs: Record<string, unknown>): Record<string, unknown> =>
	Object.fromEntries(
		Object.entries(outputs).map(([id, output]) => [
			id,
			isRecord(output) && "value" in output ? output["value"] : output,
		]),
	);

/** The outputs of one stack: cdktf's file has an object for each stack, Terraform's has one stack's outputs. */
function outputsOf(
	file: string,
	content: Record<string, unknown>,
	stack: string,
): unknown {
	if ("bastion" in content) {
		return unwrapped(content);
	}
	const found = content[stack];
	if (!isRecord(found)) {
		const known = Object.keys(content);
		throw new SshError(
			`${file} has no stack called ${stack}${known.length === 0 ? "" : `; it has ${known.join(", ")}`}.`,
			{
				remedy: `Name one of them with --stack, or the settings that the stack was made of with --settings. ${REMEDY}.`,
			},
		);
	}
	return unwrapped(found);
}

/** Reads `ssh -J USER@BASTION USER@NODE`, the command that the stack gives to people. */
function usersOf(command: string): {
	readonly bastion: string;
	readonly node: string;
} {
	const [, bastion, node] =
		/^ssh -J ([^@\s]+)@\S+ ([^@\s]+)@\S+$/.exec(command) ?? [];
	return { bastion: bastion ?? "root", node: node ?? "root" };
}

/**
 * Reads a stack's outputs.
 *
 * @param file the file's name, for messages
 * @param text what `cdktf output --outputs-file` or `terraform output -json` wrote
 * @param stack the stack's name, where the file has several
 * @throws SshError when the text is something else
 */
export function parseStackOutputs(
	file: string,
	text: string,
	stack: string,
): StackOutputs {
	let content: unknown;
	try {
		content = JSON.parse(text);
	} catch {
		throw new SshError(`${file} is not JSON.`, { remedy: `${REMEDY}.` });
	}
	const parsed = outputsSchema.safeParse(
		isRecord(content) ? outputsOf(file, content, stack) : content,
	);
	if (!parsed.success) {
		throw new SshError(
			`${file} does not hold the outputs of a stack of halab: ${z.prettifyError(parsed.error)}`,
			{ remedy: `${REMEDY}.` },
		);
	}
	const { vips, eips, bastion, nodes, ssh } = parsed.data;
	const users = Object.keys(nodes).map((name) => usersOf(ssh[name] ?? ""));
	return {
		vips,
		eips,
		route: {
			bastion: {
				name: "bastion",
				address: bastion,
				user: users[0]?.bastion ?? "root",
			},
			nodes: Object.entries(nodes).map(([name, address], index) => ({
				name,
				address,
				user: users[index]?.node ?? "root",
			})),
		},
	};
}
