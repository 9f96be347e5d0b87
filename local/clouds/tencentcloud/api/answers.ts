import type {
	HaVip,
	NextHop,
	Route,
	RouteTable,
	Vpc,
	VpcState,
} from "../../../vpc/entities";
import { eipOf, portOf, subnetsOf } from "../../../vpc/select";

/** What a HAVIP's `FlushedTime` says before its first announcement. */
const NEVER = "0000-00-00 00:00:00";

/** Tencent Cloud tells times of China. */
const CHINA_MILLISECONDS = 8 * 3600 * 1000;

const timeOf = (at: number): string =>
	new Date(at + CHINA_MILLISECONDS)
		.toISOString()
		.slice(0, 19)
		.replace("T", " ");

export const vpcAnswer = (vpc: Vpc) => ({
	VpcName: vpc.name,
	VpcId: vpc.id,
	CidrBlock: vpc.cidr,
	IsDefault: false,
	EnableMulticast: vpc.multicast,
	DnsServerSet: ["183.60.83.19", "183.60.82.98"],
	DomainName: "",
	DhcpOptionsId: "",
	EnableDhcp: true,
	Ipv6CidrBlock: "",
	TagSet: [],
	AssistantCidrSet: [],
});

/** A next hop of an instance is its private address. */
export function gatewayOf(hop: NextHop, state: VpcState) {
	switch (hop.kind) {
		case "instance": {
			const port = portOf(state, hop.instanceId);
			return { GatewayType: "NORMAL_CVM", GatewayId: port?.address ?? "" };
		}
		case "nat":
			return { GatewayType: "NAT", GatewayId: hop.natGatewayId };
	}
}

export const routeAnswer = (route: Route, state: VpcState) => ({
	...gatewayOf(route.nextHop, state),
	DestinationCidrBlock: route.destination,
	RouteId: route.number,
	RouteItemId: route.id,
	RouteDescription: "",
	Enabled: !route.disabled,
	RouteType: "USER",
	RouteTableId: route.routeTableId,
	DestinationIpv6CidrBlock: "",
	PublishedToVbc: false,
	CreatedTime: timeOf(route.createdAt),
});

/** The main table is every subnet's: the model has no other associations. */
export function routeTableAnswer(table: RouteTable, state: VpcState) {
	const subnets = table.main ? subnetsOf(state, table.vpcId) : [];
	return {
		VpcId: table.vpcId,
		RouteTableId: table.id,
		RouteTableName: table.name,
		AssociationSet: subnets.map(({ id }) => ({
			SubnetId: id,
			RouteTableId: table.id,
		})),
		RouteSet: Object.values(state.routes)
			.filter(({ routeTableId }) => routeTableId === table.id)
			.map((route) => routeAnswer(route, state)),
		Main: table.main,
		TagSet: [],
		LocalCidrForCcn: [],
	};
}

export function haVipAnswer(haVip: HaVip, state: VpcState) {
	const eip = eipOf(state, { kind: "havip", id: haVip.id });
	const owner = haVip.ownerInstanceId ?? "";
	const port = portOf(state, owner);
	return {
		HaVipId: haVip.id,
		HaVipName: haVip.name,
		Vip: haVip.address,
		VpcId: state.subnets[haVip.subnetId]?.vpcId ?? "",
		SubnetId: haVip.subnetId,
		NetworkInterfaceId: port?.id ?? "",
		InstanceId: owner,
		AddressIp: eip?.address ?? "",
		State: owner === "" ? "UNBIND" : "AVAILABLE",
		Business: "",
		HaVipAssociationSet: haVip.attachedInstanceIds.map((instanceId) => ({
			InstanceId: instanceId,
			HaVipId: haVip.id,
			InstanceType: "CVM",
		})),
		CheckAssociate: true,
		CdcId: "",
		FlushedTime:
			haVip.announcedAt === undefined ? NEVER : timeOf(haVip.announcedAt),
		TagSet: [],
	};
}
