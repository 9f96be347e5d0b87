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

/** Kingsoft Cloud's constructs. It has no HAVIP that Terraform can make. */
export const ksyun: Platform<KsyunHaPair> = {
	provider: (scope, region) => {
		new KsyunProvider(scope, "Provider", { region });
	},
	network: (scope, props) => new KsyunNetwork(scope, "Network", props),
	keyPair: (scope, props) => new KsyunKeyPair(scope, "KeyPair", props),
	bastion: (scope, props) =>
		new KsyunBastion(scope, "Bastion", withImage(props)),
	pair: (scope, { accountId, ...props }) => {
		const { name, network } = props;
		return new KsyunHaPair(scope, "Pair", {
			...withImage(props),
			...(accountId === undefined
				? {}
				: {
						nexthopRole: new KsyunNexthopRole(scope, "NexthopRole", {
							name,
							network,
							accountId,
						}),
					}),
		});
	},
	routeVip: (scope, pair) => new KsyunRouteVip(scope, "Vip", { pair }),
	handover: (pair, bastion) => pair.nexthopRole.handover(pair, bastion),
};
