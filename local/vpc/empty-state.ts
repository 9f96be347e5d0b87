import type { CloudIdentity, VpcState } from "./entities";

/** A cloud in which nothing has been made. */
export function emptyState({
	cloud,
	region,
	accountId,
	secret,
}: CloudIdentity): VpcState {
	return {
		cloud,
		region,
		accountId,
		secret,
		vpcs: {},
		subnets: {},
		routeTables: {},
		routes: {},
		securityGroups: {},
		instances: {},
		ports: {},
		haVips: {},
		eips: {},
		natGateways: {},
		roles: {},
		accessKeys: {},
		nextRouteNumber: 1,
	};
}
