import type { LabStatus, NodeStatus } from "../local/lab/status";

const row = (cells: readonly string[], widths: readonly number[]): string =>
	cells
		.map((cell, index) => cell.padEnd(widths[index] ?? 0))
		.join("  ")
		.trimEnd();

/** Aligns the columns of a table. */
function table(rows: readonly (readonly string[])[]): string[] {
	const widths = (rows[0] ?? []).map((_, column) =>
		Math.max(...rows.map((cells) => cells[column]?.length ?? 0)),
	);
	return rows.map((cells) => `  ${row(cells, widths)}`);
}

/** The node's VRRP state; with several virtual routers, the state in each. */
function vrrpState({ keepalived }: NodeStatus): string {
	const instances = Object.entries(keepalived.instances);
	if (!keepalived.active) {
		return "stopped";
	}
	return instances.length > 1
		? instances.map(([name, state]) => `${name} ${state}`).join(", ")
		: (keepalived.state ?? "starting");
}

const nodeRow = (node: NodeStatus): string[] => [
	node.name,
	node.address,
	node.power === "on" ? "running" : "powered off",
	vrrpState(node),
	node.service.active ? "running" : "stopped",
	node.vips.join(" ") || "-",
];

/** Who answers. What a page says of its node was true when the node was made; the table says what it is now. */
function answerText(answer: LabStatus["vips"][number]["answer"]): string {
	if (answer === undefined) {
		return "nothing";
	}
	return answer.node === undefined
		? answer.body.trim()
		: `${answer.node} (its page says "${answer.body.trim()}")`;
}

/** What the cloud's console would show: who it sends the floating addresses' packets to. */
function renderCloud(
	{ haVips, routes, dropped }: NonNullable<LabStatus["cloud"]>,
	now: number,
): string[] {
	const isRouted = (address: string): boolean =>
		routes.some(({ destination }) => destination === `${address}/32`);
	return [
		...haVips.map(({ id, address, owner, announcedAt, eip }) => {
			const since =
				announcedAt === undefined
					? ""
					: `, announced ${Math.max(0, Math.round((now - announcedAt) / 1000))} s ago`;
			const publicly = eip === undefined ? "" : `, EIP ${eip}`;
			return `  HAVIP ${address} (${id}): ${owner === undefined ? "nobody announced it" : `owner ${owner}${since}`}${publicly}`;
		}),
		...routes.map(
			({ id, destination, machine, status }) =>
				`  route ${destination} (${id}): next hop ${machine ?? "nobody"}, ${status}`,
		),
		// By route, nobody needs the network to believe an announcement.
		...dropped
			.filter(({ address }) => !isRouted(address))
			.map(
				({ machine, address, packets }) =>
					`  ${packets === 1 ? "1 announcement" : `${packets} announcements`} of ${address} by ${machine} dropped: ${machine} is not attached to a HAVIP ${address}`,
			),
	];
}

/**
 * A lab's status as text for a terminal.
 *
 * @param now milliseconds since 1970
 */
export function renderStatus(status: LabStatus, now = Date.now()): string {
	const service = status.nodes[0]?.service.name ?? "service";
	return [
		`${status.name}: ${status.lab}, since ${status.startedAt}`,
		...(status.holder
			? [
					`  held by ${status.holder.purpose} since ${status.holder.since} (PID ${status.holder.pid})`,
				]
			: []),
		...table([
			["NODE", "ADDRESS", "MACHINE", "VRRP", service.toUpperCase(), "HOLDS"],
			...status.nodes.map(nodeRow),
		]),
		...status.nodes.flatMap(({ name, cloudInit }) =>
			cloudInit.errors.map((error) => `  cloud-init of ${name}: ${error}`),
		),
		...status.vips.map(({ address, holders, answer }) => {
			const holder =
				holders.length > 1
					? ` (split brain: ${holders.join(" and ")} hold it)`
					: "";
			return `  ${address} answers: ${answerText(answer)}${holder}`;
		}),
		...(status.cloud
			? renderCloud(status.cloud, now)
			: ["  the local cloud does not answer"]),
	].join("\n");
}
