import type { ITerraformDependable, TerraformResource } from "cdktf";
import type { Construct } from "constructs";
import type { IHaSubnet } from "../ha-network";
import type { IKeyPair } from "../key-pair";
import type { ISecurityGroup } from "../security-group";
import { propError } from "./checks";

/** The account that is used when none is named. */
export const DEFAULT_SSH_USER = "root";

/** A machine that Terraform makes. */
export type Machine = TerraformResource & { readonly id: string };

/** What a machine is, beyond the user's wishes. */
export interface MachineSpec {
	readonly name: string;
	readonly hostname: string;
	/** Fixed private IPv4 address. @default - the cloud chooses */
	readonly address?: string;
	readonly vpcId: string;
	readonly subnet: IHaSubnet;
	readonly keyPair: IKeyPair;
	readonly securityGroup: ISecurityGroup;
	readonly tags: Record<string, string>;
	/** What must exist before the machine boots, beside the rules of its security group. */
	readonly dependsOn?: readonly ITerraformDependable[];
	readonly userData?: string;
	/** What keeps it on another host than its like. */
	readonly antiAffinityGroupId?: string;
	/** The role whose credentials the machine finds in its metadata. */
	readonly roleName?: string;
}

/** Which image a machine boots. */
export interface ImageChoice {
	readonly imageId?: string;
	readonly imageNameRegex?: string;
}

/** An image by the user's wishes: one look-up for all machines of a construct. */
export interface ResolvedImage {
	readonly imageId: string;
	/** Whether the id may change without anybody having changed the code. */
	readonly isLookedUp: boolean;
}

/**
 * Finds the image for a construct's machines.
 *
 * @param byId checks the id that is given, if one is
 * @param byName makes the look-up
 */
export function resolveImage(
	scope: Construct,
	{ imageId, imageNameRegex }: ImageChoice,
	byId: (imageId: string | undefined) => string,
	byName: (regex: string) => string,
): ResolvedImage {
	if (imageNameRegex === undefined) {
		return { imageId: byId(imageId), isLookedUp: false };
	}
	if (imageId !== undefined) {
		throw propError(
			scope,
			"imageNameRegex",
			"is given beside imageId; give one of them",
		);
	}
	return { imageId: byName(imageNameRegex), isLookedUp: true };
}
