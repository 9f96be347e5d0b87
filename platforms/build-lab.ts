import type { IFloatingIp } from "../constructs/floating-ip";
import type { IHaPair } from "../constructs/ha-pair";
import { DesignError } from "../design/errors";
import type { LabBuilder, LabOutputs, Platform } from "./platform";

/** A builder of labs from one cloud's constructs. */
export const labBuilder =
	<Pair extends IHaPair>(platform: Platform<Pair>): LabBuilder =>
	(scope, plan, publicKey): LabOutputs => {
		const { name, machine } = plan;
		const tags = { "halab:lab": plan.lab, "halab:name": name };
		platform.provider(scope, plan.region);
		const network = platform.network(scope, {
			name,
			region: plan.region,
			zone: plan.zone,
			vpcCidr: plan.network.vpcCidr,
			publicSubnetCidr: plan.network.publicSubnet.cidr,
			privateSubnetCidr: plan.network.privateSubnet.cidr,
			clientsInPublicSubnet: plan.vipMode === "route",
			tags,
		});
		const keyPair = platform.keyPair(scope, {
			// The only characters that every cloud takes in a key's name.
			keyName: `${name.replaceAll("-", "_")}_key`,
			publicKey,
			tags,
		});
		const bastion = platform.bastion(scope, {
			...machine,
			name,
			network,
			keyPair,
			address: plan.bastion.address,
			securityRules: plan.bastion.securityRules,
			allowAnywhere: plan.access.allowAnywhere ?? false,
			tags,
		});
		const pair = platform.pair(scope, {
			...machine,
			name,
			design: plan.pair,
			network,
			keyPair,
			...(plan.access.accountId === undefined
				? {}
				: { accountId: plan.access.accountId }),
			...(plan.access.everyVpc ? { everyVpc: true } : {}),
			tags,
		});
		const havip = (address: string, index: number): IFloatingIp => {
			if (platform.havip === undefined) {
				throw new DesignError(
					"vipMode",
					`${plan.cloud} has no HAVIP; allowed: route`,
				);
			}
			const suffix = index === 0 ? "" : `-${index + 1}`;
			return platform.havip(scope, `Vip${suffix}`, {
				pair,
				address,
				name: `${name}-vip${suffix}`,
				tags,
			});
		};
		const vips = plan.pair.vips.map((vip) => vip.address);
		const floating =
			plan.vipMode === "havip"
				? vips.map(havip)
				: [platform.routeVip(scope, pair)];
		return {
			vips,
			eips: Object.fromEntries(
				floating.flatMap(({ address, publicAddress }) =>
					publicAddress === undefined ? [] : [[address, publicAddress]],
				),
			),
			bastion: bastion.publicAddress,
			nodes: Object.fromEntries(
				pair.nodes.map((node) => [node.name, node.address]),
			),
			sshUsers: { bastion: bastion.sshUser, nodes: pair.sshUser },
			ssh: Object.fromEntries(
				pair.nodes.map((node) => [
					node.name,
					bastion.sshCommand(node, pair.sshUser),
				]),
			),
			...(platform.handover === undefined
				? {}
				: { handover: platform.handover(pair, bastion) }),
		};
	};
