import type { EventWords } from "../catalogue";
import { STEPS } from "./steps";

export const EVENTS: EventWords = {
	place: (machine) => machine,
	steps: STEPS,
	action: { prepare: "prepare", inject: "inject", heal: "heal" },
	power: { off: "off", on: "on", frozen: "frozen", thawed: "thawed" },
	route: (destination, machine) => `route ${destination} to ${machine}`,
	routeDeleted: (destination) => `route ${destination} deleted: leads nowhere`,
	announcement: (machine, address) =>
		`gratuitous ARP of ${machine} for ${address}`,
	call: (action, machine) =>
		`API ${action}${machine ? ` from ${machine}` : ""}`,
	lost: (reason) => `lost: ${reason}`,
	write: (machine, path, error) =>
		`${machine} write to ${path}: ${error ?? "ok"}`,
	connection: (connection, node, state) =>
		`connection ${connection} to ${node} ${state}`,
};
