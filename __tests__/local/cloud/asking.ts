import { poll } from "../../../local/host/proc";
import type { LocalLab } from "../../../local/lab/lab";

/** The page that a machine gets from an address; empty when nobody answers within a second. */
export async function pageFrom(
	lab: LocalLab,
	machine: string,
	address: string,
): Promise<string> {
	const { stdout } = await lab.machines.run(machine, [
		...["curl", "--silent", "--max-time", "1", `http://${address}/`],
	]);
	return stdout.trim();
}

/** Wait until a machine gets a page that begins with a node's name. Gives the last page that it got. */
export async function pageOf(
	lab: LocalLab,
	node: string,
	machine: string,
	address: string,
): Promise<string> {
	let page = "";
	await poll(
		async () => {
			page = await pageFrom(lab, machine, address);
			return page.startsWith(node) ? true : undefined;
		},
		{ timeoutMs: 20_000, intervalMs: 50 },
	);
	return page;
}

/** The node that answers, and the others. */
export async function holderOf(
	lab: LocalLab,
	machine: string,
	address: string,
): Promise<{ readonly holder: string; readonly other: string }> {
	const page = await pageFrom(lab, machine, address);
	const nodes = lab.plan.pair.nodes.map(({ name }) => name);
	return {
		holder: nodes.find((name) => page.startsWith(name)) ?? "nobody",
		other: nodes.find((name) => !page.startsWith(name)) ?? "nobody",
	};
}
