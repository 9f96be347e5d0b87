import { UnknownVantageError } from "../log/drill-error";
import type { DrillPlan } from "./drill-plan";

/** A machine that asks, and the address at which it finds the service. */
export interface Vantage {
	readonly machine: string;
	readonly address: string;
}

/**
 * From where a drill asks for one of the VIPs, the vantage point that decides first.
 *
 * @param machines the lab's machines: a plan may name one that this lab does not play
 * @param from the machine that decides; the client by default
 * @param index which of the plan's VIPs, from 0
 * @throws UnknownVantageError when there is no such vantage point
 */
export function vantagesOf(
	plan: DrillPlan,
	machines: readonly string[],
	from?: string,
	index = 0,
): readonly Vantage[] {
	const vip = plan.pair.vips[index];
	const eip = plan.internet?.eips.vips[index];
	const all: Vantage[] = [
		...(vip === undefined
			? []
			: [plan.client, plan.bastion, plan.neighbour].map(({ name }) => ({
					machine: name,
					address: vip.address,
				}))),
		...(plan.internet === undefined || eip === undefined
			? []
			: [{ machine: plan.internet.client.name, address: eip }]),
	];
	const vantages = all.filter(({ machine }) => machines.includes(machine));
	const main = from ?? plan.client.name;
	const first = vantages.filter(({ machine }) => machine === main);
	if (first.length === 0) {
		throw new UnknownVantageError(
			`the lab ${plan.lab} has no vantage point called ${main}; it has ${vantages.map(({ machine }) => machine).join(", ")}`,
		);
	}
	return [...first, ...vantages.filter(({ machine }) => machine !== main)];
}
