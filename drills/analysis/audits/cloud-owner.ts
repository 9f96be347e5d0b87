import { defined } from "../../../base/defined";
import { eventsOf } from "../../log/event-log";
import type { LoggedEvent } from "../../log/events";
import type { AddressView, DrillView } from "../drill-view";
import { type Audit, verdict } from "./audit";

const leadsTo = (event: LoggedEvent, address: string): boolean =>
	(event.type === "route" && event.destination === `${address}/32`) ||
	(event.type === "announcement" && event.address === address);

interface Led {
	/** Nobody knows when undefined. */
	readonly to: string | undefined;
	/** The address went to another node, but the log does not show how. */
	readonly unexplained: boolean;
	/** Before the fault it led to nobody that anybody knows of, or to another than the master. */
	readonly astray: boolean;
}

/** Where the cloud leads an address at the end; undefined where nobody could look into it, and it said nothing. */
function ledTo(
	view: DrillView,
	{ address, instance, owners, holder }: AddressView,
): Led | undefined {
	const { log, drill, faultNs } = view;
	const leads = log.filter((event) => leadsTo(event, address));
	if (drill.seesCloud) {
		const asked = eventsOf(log, "cloud").findLast(
			({ moment }) => moment === "after",
		);
		const moved =
			holder !== undefined &&
			owners.some(
				(span) =>
					span.toNs > faultNs &&
					span.owners.length === 1 &&
					span.owners[0] !== holder,
			);
		const led = eventsOf(log, "cloud").find(({ moment }) => moment === "before")
			?.owners[address];
		return {
			astray: view
				.snapshots("before")
				.every(
					({ machine, states }) =>
						machine !== led || states[instance] !== "MASTER",
				),
			to: asked?.owners[address],
			unexplained: moved && leads.every(({ timeNs }) => timeNs < faultNs),
		};
	}
	const last = leads.at(-1);
	return last !== undefined &&
		(last.type === "route" || last.type === "announcement")
		? { to: last.machine, unexplained: false, astray: false }
		: undefined;
}

/** The cloud sends each address to the node that is its VRRP master, before the fault and at the end. */
export const cloudFollowsMaster: Audit = (view) => {
	const after = view.snapshots("after");
	const found = view.addresses.map((address) => ({
		address: address.address,
		led: ledTo(view, address),
		masters: after
			.filter(({ states }) => states[address.instance] === "MASTER")
			.map(({ machine }) => machine),
	}));
	return found.every(({ led }) => led === undefined)
		? undefined
		: verdict(
				view,
				"cloud-follows-master",
				found.every(
					({ led, masters }) =>
						led?.to !== undefined &&
						!led.unexplained &&
						!led.astray &&
						// Of two masters it cannot follow both: that is another audit's matter.
						masters.includes(led.to),
				),
				found.map(({ address, led, masters }) => ({
					kind: "leads-to",
					address,
					masters,
					...defined({ to: led?.to }),
					unexplained: led?.unexplained === true,
					astray: led?.astray === true,
				})),
			);
};
