import type { Caller } from "../../../metadata/caller";
import { netmaskOf } from "../../../metadata/netmask";
import type { MetadataContext } from "../../../metadata/request";
import { roleDirectory } from "../../../metadata/role-directory";
import { secondsTime } from "../../../metadata/time";
import type { MetadataTree } from "../../../metadata/tree";
import type { RoleCredentials } from "../../../vpc/credentials";
import type { VpcState } from "../../../vpc/entities";

/**
 * What Tencent Cloud tells an instance under `/latest/meta-data/`, as far as the local cloud has it.
 *
 * Source: document 213/4934, and for a role's credentials the official SDKs, which read `cam/security-credentials/`.
 */
export function tencentMetadata(
	state: VpcState,
	{ instance, port, subnet, vpc, publicAddress }: Caller,
	context: MetadataContext,
): MetadataTree {
	return {
		"instance-id": instance.id,
		"instance-name": instance.name,
		uuid: instance.id,
		"local-ipv4": port.address,
		"public-ipv4": publicAddress,
		mac: port.mac,
		placement: { region: state.region, zone: instance.zone },
		network: {
			interfaces: {
				macs: {
					[port.mac]: {
						mac: port.mac,
						"primary-local-ipv4": port.address,
						"public-ipv4s": publicAddress,
						"vpc-id": vpc.id,
						"subnet-id": subnet.id,
						"local-ipv4s": {
							[port.address]: {
								gateway: subnet.gateway,
								"local-ipv4": port.address,
								"public-ipv4": publicAddress,
								"subnet-mask": netmaskOf(subnet.cidr),
							},
						},
					},
				},
			},
		},
		cam: roleDirectory(state, instance, context, credentialsText),
	};
}

const credentialsText = ({
	accessKeyId,
	secret,
	token,
	expiresAt,
}: RoleCredentials): string =>
	JSON.stringify(
		{
			TmpSecretId: accessKeyId,
			TmpSecretKey: secret,
			ExpiredTime: expiresAt / 1000,
			Expiration: secondsTime(expiresAt),
			Token: token,
			Code: "Success",
		},
		undefined,
		4,
	);
