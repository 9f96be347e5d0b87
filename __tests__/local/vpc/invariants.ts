import { Ipv4Address, Ipv4Cidr } from "../../../base/ipv4";
import { CAPABILITIES } from "../../../design/capabilities";
import type { NextHop, VpcState } from "../../../local/vpc/entities";

const pairs = <T>(things: readonly T[]): [T, T][] =>
	things.flatMap((one, index) =>
		things.slice(index + 1).map((other): [T, T] => [one, other]),
	);

function repeated(values: readonly string[]): string[] {
	return values.filter((value, index) => values.indexOf(value) !== index);
}

/** What is wrong with a state, in words; nothing, if the model keeps its promises. Written without the model's own code. */
export function brokenInvariants(state: VpcState): string[] {
	return [
		...networks(state),
		...addresses(state),
		...routes(state),
		...haVips(state),
		...publicWays(state),
	];
}

function networks({ vpcs, subnets, routeTables }: VpcState): string[] {
	const all = Object.values(subnets);
	return [
		...all
			.filter(
				({ vpcId, cidr }) =>
					!vpcs[vpcId] ||
					!Ipv4Cidr.parse(vpcs[vpcId].cidr).containsNetwork(
						Ipv4Cidr.parse(cidr),
					),
			)
			.map(({ id }) => `${id} is outside its VPC`),
		...pairs(all)
			.filter(
				([one, other]) =>
					one.vpcId === other.vpcId &&
					Ipv4Cidr.parse(one.cidr).overlaps(Ipv4Cidr.parse(other.cidr)),
			)
			.map(([one, other]) => `${one.id} overlaps ${other.id}`),
		...Object.keys(vpcs)
			.filter(
				(id) =>
					Object.values(routeTables).filter(
						({ vpcId, main }) => main && vpcId === id,
					).length !== 1,
			)
			.map((id) => `${id} has not one main route table`),
	];
}

function addresses({ ports, haVips, subnets, instances }: VpcState): string[] {
	const holders = [...Object.values(ports), ...Object.values(haVips)];
	const taken = [
		...holders.map(({ subnetId, address }) => `${subnetId} ${address}`),
		...Object.values(subnets).map(({ id, gateway }) => `${id} ${gateway}`),
	];
	return [
		...repeated(taken).map((where) => `${where} is taken twice`),
		...repeated(Object.values(ports).map(({ mac }) => mac)),
		...repeated(Object.values(instances).map(({ name }) => name)),
		...holders
			.filter(({ subnetId, address }) => {
				const subnet = subnets[subnetId];
				return !(
					subnet &&
					Ipv4Cidr.parse(subnet.cidr).isUsable(Ipv4Address.parse(address))
				);
			})
			.map(({ id }) => `${id} has an address outside its subnet`),
		...Object.keys(instances)
			.filter(
				(id) =>
					Object.values(ports).filter(({ instanceId }) => instanceId === id)
						.length !== 1,
			)
			.map((id) => `${id} has not one port`),
	];
}

function routes(state: VpcState): string[] {
	const all = Object.values(state.routes);
	const vpcOf = (hop: NextHop) =>
		hop.kind === "instance"
			? state.instances[hop.instanceId]?.vpcId
			: state.natGateways[hop.natGatewayId]?.vpcId;
	const underWay = all
		.filter(({ status }) => status !== "available")
		.map(({ routeTableId }) => state.routeTables[routeTableId]?.vpcId ?? "");
	return [
		...repeated(
			all.map(
				({ routeTableId, destination }) => `${routeTableId} ${destination}`,
			),
		).map((where) => `two routes of ${where}`),
		...repeated(all.map((route) => `${route.number}`)),
		...all
			.filter(({ number }) => number >= state.nextRouteNumber)
			.map(({ id }) => `${id} has a number that is still to come`),
		...all
			.filter((route) => {
				const vpcId = state.routeTables[route.routeTableId]?.vpcId;
				const hops = [route.nextHop, route.nextHopAfter ?? route.nextHop];
				return !vpcId || hops.some((hop) => vpcOf(hop) !== vpcId);
			})
			.map(({ id }) => `${id} leads out of its VPC`),
		...all
			.filter(
				({ status, nextHopAfter }) =>
					(status === "modifying") !== (nextHopAfter !== undefined),
			)
			.map(({ id }) => `${id} does not know where it will lead`),
		...all
			.filter(({ routeTableId, destination }) =>
				isForbidden(
					state,
					state.routeTables[routeTableId]?.vpcId ?? "",
					destination,
				),
			)
			.map(({ id, destination }) => `${id} is to ${destination}`),
		...(state.cloud === "alicloud" ? repeated(underWay) : []),
	];
}

function isForbidden(
	{ cloud, vpcs, subnets }: VpcState,
	vpcId: string,
	destination: string,
): boolean {
	const within = (cidr: string | undefined): boolean =>
		cidr !== undefined &&
		Ipv4Cidr.parse(cidr).containsNetwork(Ipv4Cidr.parse(destination));
	switch (CAPABILITIES[cloud].routeVipScope) {
		case "outside-vpc":
			return within(vpcs[vpcId]?.cidr);
		case "outside-subnets":
			return Object.values(subnets).some(
				(subnet) => subnet.vpcId === vpcId && within(subnet.cidr),
			);
		case "anywhere":
			return false;
	}
}

function haVips({ cloud, haVips: things, ports }: VpcState): string[] {
	const all = Object.values(things);
	const subnetOf = (id: string) =>
		Object.values(ports).find(({ instanceId }) => instanceId === id)?.subnetId;
	const held = all.flatMap(({ attachedInstanceIds }) => attachedInstanceIds);
	return [
		...(CAPABILITIES[cloud].havip ? [] : all.map(({ id }) => `${id} is there`)),
		...all
			.filter(
				({ attachedInstanceIds, subnetId }) =>
					attachedInstanceIds.some((id) => subnetOf(id) !== subnetId) ||
					repeated(attachedInstanceIds).length > 0 ||
					attachedInstanceIds.length > 10,
			)
			.map(({ id }) => `${id} is attached wrongly`),
		...held
			.filter(
				(id) =>
					held.filter((other) => other === id).length >
					CAPABILITIES[cloud].havipsPerInterface,
			)
			.map((id) => `${id} has too many HAVIPs`),
		...all
			.filter(
				({ ownerInstanceId: owner, announcedAt, attachedInstanceIds }) =>
					(owner === undefined) !== (announcedAt === undefined) ||
					(owner !== undefined && !attachedInstanceIds.includes(owner)),
			)
			.map(({ id }) => `${id} has a wrong owner`),
	];
}

function publicWays(state: VpcState): string[] {
	const targets = Object.values(state.eips).flatMap(({ target }) =>
		target ? [target] : [],
	);
	const things = {
		instance: state.instances,
		havip: state.haVips,
		nat: state.natGateways,
	};
	const gateways = Object.values(state.natGateways);
	return [
		...repeated(targets.map(({ kind, id }) => `${kind} ${id}`)),
		...targets
			.filter(({ kind, id }) => !things[kind][id])
			.map(({ id }) => `an EIP leads to ${id}, which is not there`),
		...repeated(Object.values(state.eips).map(({ address }) => address)),
		...repeated(gateways.flatMap(({ subnetIds }) => subnetIds)),
		...gateways
			.filter(
				({ vpcId, subnetIds }) =>
					subnetIds.length === 0 ||
					subnetIds.some((id) => state.subnets[id]?.vpcId !== vpcId),
			)
			.map(({ id }) => `${id} serves subnets of others`),
	];
}
