import { z } from "zod";
import { HalabError } from "../base/halab-error";
import { Ipv4Address } from "../base/ipv4";
import { isRecord } from "../base/is-record";
import { shownName } from "../base/shown";
import { wrongParts } from "../design/wrong-parts";
import type { SshRoute } from "./route";

/** Whether a text is an IPv4 address: what else goes into ssh's configuration could be an option of it. */
const isAddress = (text: string): boolean =>
	Ipv4Address.read(text) !== undefined;

const address = z.string().refine(isAddress, "is not an IPv4 address");
const nodeName = z
	.string()
	.regex(/^node-\d{1,3}$/, "is not the name of a node, such as node-1");

/** As useradd(8) takes it. */
const user = z
	.string()
	.regex(/^[a-z_][a-z0-9_-]{0,31}$/, "is not the name of a user, such as root");

const outputsSchema = z.object({
	vips: z.array(address),
	eips: z.record(address, address),
	bastion: address,
	nodes: z.record(nodeName, address),
	sshUsers: z.object({ bastion: user, nodes: user }),
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
		throw new HalabError(
			`${file} has no stack called ${stack}${known.length === 0 ? "" : `; it has ${known.slice(0, 20).map(shownName).join(", ")}`}.`,
			{
				remedy: `Name one of them with --stack, or the settings that the stack was made of with --settings. ${REMEDY}.`,
			},
		);
	}
	return unwrapped(found);
}

/**
 * Reads a stack's outputs.
 *
 * @param file the file's name, for messages
 * @param text what `cdktf output --outputs-file` or `terraform output -json` wrote
 * @param stack the stack's name, where the file has several
 * @throws HalabError when the text is something else
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
		throw new HalabError(`${file} is not JSON.`, { remedy: `${REMEDY}.` });
	}
	const given = isRecord(content) ? outputsOf(file, content, stack) : content;
	const parsed = outputsSchema.safeParse(given);
	if (!parsed.success) {
		throw new HalabError(
			`${file} does not hold the outputs of a stack of halab: ${wrongParts(parsed.error, given)}.`,
			{
				remedy: `${REMEDY}. If an older version of halab deployed the stack, apply the stack again first: it had fewer outputs.`,
			},
		);
	}
	const { vips, eips, bastion, nodes, sshUsers } = parsed.data;
	return {
		vips,
		eips,
		route: {
			bastion: { name: "bastion", address: bastion, user: sshUsers.bastion },
			nodes: Object.entries(nodes).map(([name, address]) => ({
				name,
				address,
				user: sshUsers.nodes,
			})),
		},
	};
}
