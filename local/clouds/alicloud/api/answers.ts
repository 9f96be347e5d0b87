import type {
	HaVip,
	NextHop,
	Route,
	RouteTable,
	Vpc,
	VpcState,
} from "../../../vpc/entities";

const timeOf = (at: number): string =>
	`${new Date(at).toISOString().slice(0, 19)}Z`;

/** A VPC's router, of which each VPC has one; the model does not name it. */
const routerOf = (vpcId: string): string => vpcId.replace(/^vpc-/, "vrt-");

export const vpcAnswer = (vpc: Vpc, state: VpcState) => ({
	VpcId: vpc.id,
	VpcName: vpc.name,
	CidrBlock: vpc.cidr,
	RegionId: state.region,
	Status: "Available",
	IsDefault: false,
	Description: "",
	VRouterId: routerOf(vpc.id),
	OwnerId: Number(state.accountId),
	VSwitchIds: {
		VSwitchId: Object.values(state.subnets)
			.filter(({ vpcId }) => vpcId === vpc.id)
			.map(({ id }) => id),
	},
	RouterTableIds: {
		RouterTableIds: Object.values(state.routeTables)
			.filter(({ vpcId }) => vpcId === vpc.id)
			.map(({ id }) => id),
	},
});

/** The main table is the VPC's system table, and every vSwitch's: the model has no other associations. */
export const routeTableAnswer = (table: RouteTable, state: VpcState) => ({
	VpcId: table.vpcId,
	RouterId: routerOf(table.vpcId),
	RouterType: "VRouter",
	RouteTableId: table.id,
	RouteTableName: table.name,
	RouteTableType: table.main ? "System" : "Custom",
	AssociateType: "VSwitch",
	Status: "Available",
	Description: "",
	OwnerId: Number(state.accountId),
	VSwitchIds: {
		VSwitchId: table.main
			? Object.values(state.subnets)
					.filter(({ vpcId }) => vpcId === table.vpcId)
					.map(({ id }) => id)
			: [],
	},
});

function nextHopAnswer(hop: NextHop) {
	switch (hop.kind) {
		case "instance":
			return { NextHopType: "Instance", NextHopId: hop.instanceId };
		case "nat":
			return { NextHopType: "NatGateway", NextHopId: hop.natGatewayId };
	}
}

const STATUSES: Readonly<Record<Route["status"], string>> = {
	creating: "Creating",
	available: "Available",
	modifying: "Modifying",
	deleting: "Deleting",
};

export const routeAnswer = (route: Route) => ({
	RouteTableId: route.routeTableId,
	RouteEntryId: route.id,
	RouteEntryName: "",
	Description: "",
	DestinationCidrBlock: route.destination,
	IpVersion: "IPv4",
	Type: "Custom",
	Status: STATUSES[route.status],
	GmtModified: timeOf(route.createdAt),
	NextHops: {
		NextHop: [{ ...nextHopAnswer(route.nextHop), Enabled: 1, Weight: 0 }],
	},
});

/** The lower-case names in the lists are the API's. */
export function haVipAnswer(haVip: HaVip, state: VpcState) {
	const eips = Object.values(state.eips).filter(
		({ target }) => target?.kind === "havip" && target.id === haVip.id,
	);
	return {
		HaVipId: haVip.id,
		Name: haVip.name,
		Description: "",
		RegionId: state.region,
		VpcId: state.subnets[haVip.subnetId]?.vpcId ?? "",
		VSwitchId: haVip.subnetId,
		IpAddress: haVip.address,
		Status: haVip.attachedInstanceIds.length > 0 ? "InUse" : "Available",
		ChargeType: "PostPaid",
		AssociatedInstanceType: "EcsInstance",
		AssociatedInstances: {
			associatedInstance: haVip.attachedInstanceIds,
		},
		MasterInstanceId: haVip.ownerInstanceId ?? "",
		AssociatedEipAddresses: {
			associatedEipAddresse: eips.map(({ address }) => address),
		},
	};
}
