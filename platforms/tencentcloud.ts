import {
	TencentBastion,
	TencentHaPair,
	TencentHavip,
	TencentKeyPair,
	TencentNetwork,
	TencentProvider,
	TencentRouteVip,
} from "../constructs/tencentcloud";
import type { Platform } from "./platform";

/** Tencent Cloud's constructs. */
export const tencentcloud: Platform = {
	provider: (scope, region) => {
		new TencentProvider(scope, "Provider", { region });
	},
	network: (scope, props) => new TencentNetwork(scope, "Network", props),
	keyPair: (scope, props) => new TencentKeyPair(scope, "KeyPair", props),
	bastion: (scope, props) => new TencentBastion(scope, "Bastion", props),
	pair: (scope, props) => new TencentHaPair(scope, "Pair", props),
	havip: (scope, id, props) => new TencentHavip(scope, id, props),
	routeVip: (scope, pair) => new TencentRouteVip(scope, "Vip", { pair }),
};
