import {
	NimbusBastion,
	NimbusFloatingIp,
	NimbusKeyPair,
	NimbusNetwork,
	NimbusPair,
} from "../constructs/nimbus";
import type { Platform } from "./platform";

/** Nimbus Cloud's constructs. */
export const nimbus: Platform = {
	provider: () => {},
	network: (
		scope,
		{ region, zone, vpcCidr, publicSubnetCidr, privateSubnetCidr },
	) =>
		new NimbusNetwork(
			scope,
			"Network",
			region,
			vpcCidr,
			{ subnetId: "layer:1", cidr: publicSubnetCidr, zone },
			{ subnetId: "layer:2", cidr: privateSubnetCidr, zone },
		),
	keyPair: (scope) => new NimbusKeyPair(scope, "KeyPair"),
	bastion: (scope, { address }) => new NimbusBastion(scope, "Bastion", address),
	pair: (scope, { name, network, design }) =>
		new NimbusPair(scope, "Pair", name, network, design),
	havip: (scope, id, { address }) => new NimbusFloatingIp(scope, id, address),
	routeVip: (scope, { design }) =>
		new NimbusFloatingIp(scope, "Vip", design.vips[0]?.address ?? ""),
};
