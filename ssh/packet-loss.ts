import { defined } from "../base/defined";
import { HalabError } from "../base/halab-error";
import type { PacketLoss } from "../ports/bench";
import { lossStatement } from "../ports/packet-loss";
import type { SshMachine } from "./route";

/** A table of our own, so that it can be thrown away as a whole. */
const TABLE = "halab-drill";

/** Text for `nft -f` after which a node loses nothing any more. */
export const NO_LOSS = ["inet", "arp", "netdev"]
	.map((family) => `table ${family} ${TABLE}\ndelete table ${family} ${TABLE}`)
	.join("\n");

interface NodeRule {
	/** Whether packets are lost that come, or that go. */
	readonly direction: "input" | "output";
	readonly loss: PacketLoss;
	/** The other machine's address; any without one. */
	readonly peer?: string;
}

/**
 * What a node has to do for losses that a network would make: the receiver drops what it was sent; where any machine is the
 * receiver, the sender drops what it sends.
 */
function rulesOf(
	node: SshMachine,
	losses: readonly PacketLoss[],
	nodes: readonly SshMachine[],
): readonly NodeRule[] {
	const known = (name: string): SshMachine => {
		const found = nodes.find((machine) => machine.name === name);
		if (found === undefined) {
			throw new HalabError(`Packets of ${name} cannot be lost over ssh.`, {
				remedy: `Only the nodes lose packets: ${nodes.map((machine) => machine.name).join(", ")}.`,
			});
		}
		return found;
	};
	return losses.flatMap((loss): NodeRule[] => {
		const from = loss.from === undefined ? undefined : known(loss.from);
		const to = loss.to === undefined ? undefined : known(loss.to);
		if (to === undefined) {
			return from === undefined || from.name === node.name
				? [{ direction: "output", loss }]
				: [];
		}
		return to.name === node.name
			? [defined({ direction: "input", loss, peer: from?.address })]
			: [];
	});
}

/**
 * Text for `nft -f` that makes a node lose these packets and no others. The variable `interface` is to be defined before.
 *
 * ssh always passes, and so does ARP for the node's own address: otherwise nobody could heal it. What it sends is dropped at
 * its interface, since keepalived's gratuitous ARPs pass no other hook; what it sends to itself is on no network.
 *
 * @throws HalabError when a loss names a machine that is no node
 */
export function lossScript(
	node: SshMachine,
	losses: readonly PacketLoss[],
	nodes: readonly SshMachine[],
): string {
	const rules = rulesOf(node, losses, nodes);
	const incoming = rules.filter(({ direction }) => direction === "input");
	const outgoing = rules.filter(({ direction }) => direction === "output");
	return [
		NO_LOSS,
		...table("inet", "hook input", [
			'iifname "lo" accept',
			"tcp dport 22 accept",
			...incoming.map(({ loss, peer }) =>
				drop(loss, ...(peer === undefined ? [] : [`ip saddr ${peer}`])),
			),
		]),
		...table("arp", "hook input", [
			...incoming
				.filter(({ loss }) => loss.only === undefined)
				.map(({ loss, peer }) =>
					drop(
						loss,
						peer === undefined
							? `arp daddr ip != ${node.address}`
							: `arp saddr ip ${peer}`,
					),
				),
		]),
		...table("netdev", "hook egress device $interface", [
			"tcp sport 22 accept",
			`arp saddr ip ${node.address} accept`,
			...outgoing.map(({ loss }) => drop(loss)),
		]),
	].join("\n");
}

const table = (
	family: "inet" | "arp" | "netdev",
	hook: string,
	rules: readonly string[],
): readonly string[] => [
	`table ${family} ${TABLE} {`,
	"\tchain lost {",
	`\t\ttype filter ${hook} priority -250; policy accept;`,
	...rules.map((rule) => `\t\t${rule}`),
	"\t}",
	"}",
];

const drop = (loss: PacketLoss, ...matches: readonly string[]): string =>
	[...matches, lossStatement(loss)].join(" ");
