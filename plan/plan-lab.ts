import { defined } from "../base/defined";
import { Ipv4Address, Ipv4Cidr } from "../base/ipv4";
import { designHaPair } from "../design/design-ha-pair";
import { bastionSecurityRules } from "../design/security-rules";
import { Service } from "../design/service";
import { Vip } from "../design/vip";
import { LABS } from "../labs/catalogue";
import type { LabHome } from "../labs/lab-definition";
import { choose } from "./choices";
import type { LabPlan, SubnetPlan } from "./lab-plan";
import { localHome } from "./local-home";
import type { LabSettings } from "./settings";

const subnetPlan = (name: SubnetPlan["name"], text: string): SubnetPlan => {
	const cidr = Ipv4Cidr.parse(text);
	return {
		name,
		cidr: text,
		prefixLength: cidr.prefixLength,
		gateway: cidr.addressAt(1),
	};
};

/** Stands for the VPC's id in a plan for a cloud: only what is created has one, and the constructs fill it in. */
const PLANNED_VPC_ID = "vpc-planned";

/** The first address of a subnet after its router's that nobody has; a pair's subnet has room for it. */
function freeAddress(cidr: string, taken: readonly string[]): string {
	const subnet = Ipv4Cidr.parse(cidr);
	let offset = 2;
	while (taken.includes(subnet.addressAt(offset))) {
		offset++;
	}
	return subnet.addressAt(offset);
}

/**
 * Decides everything about a lab. Pure: the same settings give the same plan.
 *
 * @param settings valid settings, as `parseSettings` returns them
 * @param home where the lab is to be
 */
export function planLab(
	settings: LabSettings,
	home: LabHome = "cloud",
): LabPlan {
	const lab = LABS[settings.lab];
	const { access, network } = settings;
	const choices = choose(settings);
	const { region, zone, vipMode, vips, nodeAddresses } = choices;
	const local = home === "local" ? localHome(settings, choices) : undefined;
	const publicCidr = Ipv4Cidr.parse(network.publicSubnetCidr);
	const bastionAddress = publicCidr.addressAt(2);
	const service = Service.nginx({ port: settings.service.port });
	const pair = designHaPair({
		cloud: settings.cloud,
		region,
		home,
		nodes: nodeAddresses.map((address, index) =>
			defined({ address, page: lab.pages[index] }),
		),
		vpcCidr: network.vpcCidr,
		subnetCidr: network.privateSubnetCidr,
		vips: vips.map((address) => Vip[vipMode]({ address })),
		...(vipMode === "route" ? { routeTarget: { vpcId: PLANNED_VPC_ID } } : {}),
		...local?.nexthop,
		vrrp: lab.vrrp(settings.virtualRouterId),
		service,
		timing: settings.timing,
		clientCidrs: settings.service.clientCidrs ?? [
			network.vpcCidr,
			...access.adminCidrs,
			...(local ? [`${local.internet.client.address}/32`] : []),
		],
		sshCidrs: [Ipv4Address.parse(bastionAddress).hostCidr],
		allowAnywhere: access.allowAnywhere,
	});
	return {
		lab: settings.lab,
		name: settings.name,
		cloud: settings.cloud,
		region,
		zone,
		vipMode,
		network: {
			vpcId: local?.vpcId ?? PLANNED_VPC_ID,
			vpcCidr: network.vpcCidr,
			publicSubnet: subnetPlan("public", network.publicSubnetCidr),
			privateSubnet: subnetPlan("private", network.privateSubnetCidr),
		},
		bastion: {
			name: "bastion",
			address: bastionAddress,
			subnet: "public",
			securityRules: bastionSecurityRules({
				cloud: settings.cloud,
				adminCidrs: access.adminCidrs,
				nodeSubnetCidr: network.privateSubnetCidr,
				port: service.port,
				vips,
				allowAnywhere: access.allowAnywhere,
			}),
		},
		client: {
			name: "client",
			address: publicCidr.addressAt(3),
			subnet: "public",
		},
		neighbour: {
			name: "neighbour",
			address: freeAddress(network.privateSubnetCidr, [
				...nodeAddresses,
				...vips,
			]),
			subnet: "private",
		},
		...defined({ internet: local?.internet }),
		access: defined({
			adminCidrs: access.adminCidrs,
			publicKey: access.publicKey,
			allowPlaceholders: access.allowPlaceholders || undefined,
			accountId: access.accountId,
			allowAnywhere: access.allowAnywhere || undefined,
			everyVpc: access.everyVpc || undefined,
		}),
		machine: defined(settings.machine),
		pair,
	};
}
