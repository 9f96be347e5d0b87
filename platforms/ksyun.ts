import {
	KsyunBastion,
	KsyunHaPair,
	KsyunKeyPair,
	KsyunNetwork,
	KsyunNexthopRole,
	KsyunProvider,
	KsyunRouteVip,
} from "../constructs/ksyun";
import { DesignError } from "../design/errors";
import type { MachineChoices, Platform } from "./platform";

/** Kingsoft Cloud's images have no ids that are known to stay, so the settings must name one. */
function withImage<T extends MachineChoices>(
	props: T,
): T & { readonly imageId: string } {
	const { imageId } = props;
	if (imageId === undefined) {
		throw new DesignError(
			"machine.imageId",
			"is missing; Kingsoft Cloud has no image id that is known to stay. Name one of its Debian 12 or Ubuntu 24.04 images with cloud_init_support, as the console or DescribeImages shows it",
		);
	}
	return { ...props, imageId };
}

/** A key that is good for every VPC of the account has to be asked for. */
function keyScope(
	accountId: string | undefined,
	everyVpc: boolean | undefined,
): { readonly accountId: string } | { readonly everyVpc: true } {
	if (accountId !== undefined) {
		return { accountId };
	}
	if (everyVpc) {
		return { everyVpc };
	}
	throw new DesignError(
		"access.accountId",
		"is missing; it restricts the nodes' key on Kingsoft Cloud to the routes of the lab's VPC. Name the number of your account, as the console shows it, or set access.everyVpc: true if the key is to be good for every VPC of the account",
	);
}

/** Kingsoft Cloud's constructs. It has no HAVIP that Terraform can make. */
export const ksyun: Platform = {
	provider: (scope, region) => {
		new KsyunProvider(scope, "Provider", { region });
	},
	network: (scope, props) => new KsyunNetwork(scope, "Network", props),
	keyPair: (scope, props) => new KsyunKeyPair(scope, "KeyPair", props),
	bastion: (scope, props) =>
		new KsyunBastion(scope, "Bastion", withImage(props)),
	pair: (scope, { accountId, everyVpc, ...props }) => {
		const { name, network } = props;
		return new KsyunHaPair(scope, "Pair", {
			...withImage(props),
			nexthopRole: new KsyunNexthopRole(scope, "NexthopRole", {
				name,
				network,
				...keyScope(accountId, everyVpc),
			}),
		});
	},
	routeVip: (scope, pair) => new KsyunRouteVip(scope, "Vip", { pair }),
};
