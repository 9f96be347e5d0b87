import {
	AlicloudBastion,
	AlicloudHaPair,
	AlicloudHavip,
	AlicloudKeyPair,
	AlicloudNetwork,
	AlicloudProvider,
	AlicloudRouteVip,
} from "../constructs/alicloud";
import type { Platform } from "./platform";

/** Alibaba Cloud's constructs. */
export const alicloud: Platform = {
	provider: (scope, region) => {
		new AlicloudProvider(scope, "Provider", { region });
	},
	network: (scope, props) => new AlicloudNetwork(scope, "Network", props),
	keyPair: (scope, props) => new AlicloudKeyPair(scope, "KeyPair", props),
	bastion: (scope, props) => new AlicloudBastion(scope, "Bastion", props),
	pair: (scope, props) => new AlicloudHaPair(scope, "Pair", props),
	havip: (scope, id, props) => new AlicloudHavip(scope, id, props),
	routeVip: (scope, pair) => new AlicloudRouteVip(scope, "Vip", { pair }),
};
