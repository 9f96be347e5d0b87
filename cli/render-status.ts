import type { LabStatus, NodeStatus } from "../local/status";

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

/** What the cloud's console would show: who it sends the floating addresses' packets to. */
function renderCloud(
	{ haVips, routes, dropped }: NonNullable<LabStatus["cloud"]>,
	now: number,
): string[] {
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
		...dropped.map(
			({ machine, address, packets }) =>
				`  ${packets} announcements of ${address} by ${machine} were dropped: it is no HAVIP of it`,
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
			return `  ${address} answers: ${answer ? answer.body.trim() : "nothing"}${holder}`;
		}),
		...(status.cloud
			? renderCloud(status.cloud, now)
			: ["  the local cloud does not answer"]),
	].join("\n");
}
