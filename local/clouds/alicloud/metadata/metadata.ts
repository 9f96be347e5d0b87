import type { Caller } from "../../../metadata/caller";
import { netmaskOf } from "../../../metadata/netmask";
import type { MetadataContext } from "../../../metadata/request";
import { roleDirectory } from "../../../metadata/role-directory";
import { secondsTime } from "../../../metadata/time";
import type { MetadataTree } from "../../../metadata/tree";
import type { RoleCredentials } from "../../../vpc/credentials";
import type { VpcState } from "../../../vpc/entities";

/**
 * What Alibaba Cloud tells an instance under `/latest/meta-data/`, as far as the local cloud has it.
 *
 * Source: https://www.alibabacloud.com/help/en/ecs/user-guide/view-instance-metadata
 */
export function alibabaMetadata(
	state: VpcState,
	{ instance, port, subnet, vpc, publicAddress }: Caller,
	context: MetadataContext,
): MetadataTree {
	return {
		"instance-id": instance.id,
		instance: { "instance-name": instance.name },
		hostname: instance.name,
		"region-id": state.region,
		"zone-id": instance.zone,
		"owner-account-id": state.accountId,
		"network-type": "vpc",
		"vpc-id": vpc.id,
		"vpc-cidr-block": vpc.cidr,
		"vswitch-id": subnet.id,
		"vswitch-cidr-block": subnet.cidr,
		mac: port.mac,
		"private-ipv4": port.address,
		eipv4: publicAddress,
		network: {
			interfaces: {
				macs: {
					[port.mac]: {
						"network-interface-id": port.id,
						"vpc-id": vpc.id,
						"vpc-cidr-block": vpc.cidr,
						"vswitch-id": subnet.id,
						"vswitch-cidr-block": subnet.cidr,
						"primary-ip-address": port.address,
						"private-ipv4s": JSON.stringify([port.address]),
						netmask: netmaskOf(subnet.cidr),
						gateway: subnet.gateway,
					},
				},
			},
		},
		ram: roleDirectory(state, instance, context, credentialsText),
	};
}

const credentialsText = ({
	accessKeyId,
	secret,
	token,
	issuedAt,
	expiresAt,
}: RoleCredentials): string =>
	JSON.stringify(
		{
			AccessKeyId: accessKeyId,
			AccessKeySecret: secret,
			Expiration: secondsTime(expiresAt),
			SecurityToken: token,
			LastUpdated: secondsTime(issuedAt),
			Code: "Success",
		},
		undefined,
		2,
	);
