import type { ITerraformDependable } from "cdktf";
import { Token } from "cdktf";
import type { Construct } from "constructs";
import { DataTencentcloudImages } from "../../.gen/providers/tencentcloud/data-tencentcloud-images";
import { Instance } from "../../.gen/providers/tencentcloud/instance";
import { shown } from "../../base/shown";
import type { IHaSubnet } from "../ha-network";
import type { IKeyPair } from "../key-pair";
import type { ISecurityGroup } from "../security-group";
import { checkWhole, propError } from "../support/checks";
import {
	encodeUserData,
	machineLifecycle,
	watchUserData,
} from "../support/user-data";
import { checkName, MAX_INSTANCE_NAME_LENGTH } from "./checks";
import { checkTags } from "./tags";

/**
 * Public images of Tencent Cloud by id. A public image has the same id in every region: `ubuntu2204` is used with this
 * id in Guangzhou, Beijing, Hong Kong and Seoul by independent public projects (confidence high). `debian12` stands as
 * Debian 12.4 in a public cloud console's catalogue beside ids that are well attested (confidence medium). The cloud
 * retires images at will; if one is gone, use `imageNameRegex`.
 */
export const TENCENT_IMAGES = {
	debian12: "img-o6psa5bt",
	ubuntu2204: "img-487zeit5",
} as const;

const MIN_SYSTEM_DISK_GB = 20;
const MAX_SYSTEM_DISK_GB = 2048;

/** Props of whatever runs on a machine (CVM). */
export interface MachineProps {
	/**
	 * Instance type. Which ones a zone sells changes; ask the console or `DescribeZoneInstanceConfigInfos`.
	 *
	 * @default "SA5.MEDIUM2" - 2 cores, 2 GiB: the cheapest current generation in ap-guangzhou-6
	 */
	readonly instanceType?: string;
	/**
	 * Image with apt, systemd and cloud-init: Debian 12 or Ubuntu 22.04 and later.
	 *
	 * @default TENCENT_IMAGES.debian12
	 */
	readonly imageId?: string;
	/**
	 * Looks the image up by its name among the public images, e.g. `^Debian Server 12`, instead of by id. The look-up
	 * calls the cloud's API in every plan. Once a machine exists, a newer image does not replace it.
	 *
	 * @default - no look-up
	 */
	readonly imageNameRegex?: string;
	/**
	 * Type of the system disk.
	 *
	 * @default "CLOUD_BSSD" - the one that all current instance types take
	 */
	readonly systemDiskType?: string;
	/**
	 * Size of the system disk in GB, 20–2048.
	 *
	 * @default 20
	 */
	readonly systemDiskSizeGb?: number;
	/**
	 * Account of the image with which one logs in by key: `root` on Debian, `ubuntu` on Ubuntu.
	 *
	 * @default "root"
	 */
	readonly sshUser?: string;
}

/** The account that is used when none is named. */
export const DEFAULT_SSH_USER = "root";

/** What {@link createInstance} needs beyond the user's wishes. */
export interface InstanceSpec {
	/** 2 to 128 characters. */
	readonly name: string;
	readonly hostname: string;
	readonly address: string | undefined;
	readonly vpcId: string;
	readonly subnet: IHaSubnet;
	readonly keyPair: IKeyPair;
	readonly securityGroup: ISecurityGroup;
	readonly tags: Readonly<Record<string, string>> | undefined;
	/** What must exist before the machine boots, beside the rules of its security group. */
	readonly dependsOn?: readonly ITerraformDependable[];
	readonly placementGroupId?: string;
	readonly userData?: string;
	/** The role whose credentials the machine finds in its metadata. */
	readonly roleName?: string;
}

function checkInstanceType(scope: Construct, type: string): string {
	// Which families there are changes, but all are written like S5, SA5, GN7vi or S5t, with a size like 2XLARGE16.
	if (
		!Token.isUnresolved(type) &&
		!/^[A-Z][A-Za-z0-9]*\.[A-Z0-9]+$/.test(type)
	) {
		throw propError(
			scope,
			"instanceType",
			`${shown(type)} is not an instance type; it is a family and a size with a dot between, e.g. SA5.MEDIUM2`,
		);
	}
	return type;
}

function checkImageId(scope: Construct, imageId: string): string {
	if (!Token.isUnresolved(imageId) && !/^img-[a-z0-9]+$/.test(imageId)) {
		throw propError(
			scope,
			"imageId",
			`${shown(imageId)} is not an image id; it looks like ${TENCENT_IMAGES.debian12}`,
		);
	}
	return imageId;
}

/** An image by the user's wishes: one look-up for all machines of a construct. */
export interface ResolvedImage {
	readonly imageId: string;
	/** Whether the id may change without anybody having changed the code. */
	readonly isLookedUp: boolean;
}

/** Finds the image for a construct's machines. */
export function resolveImage(
	scope: Construct,
	props: MachineProps,
): ResolvedImage {
	if (props.imageNameRegex === undefined) {
		const imageId = props.imageId ?? TENCENT_IMAGES.debian12;
		return { imageId: checkImageId(scope, imageId), isLookedUp: false };
	}
	if (props.imageId !== undefined) {
		throw propError(
			scope,
			"imageNameRegex",
			"is given beside imageId; give one of them",
		);
	}
	const images = new DataTencentcloudImages(scope, "Image", {
		imageType: ["PUBLIC_IMAGE"],
		imageNameRegex: props.imageNameRegex,
	});
	return { imageId: images.images.get(0).imageId, isLookedUp: true };
}

/** Creates a machine without a public address and without a password. Not public: callers show strings. */
export function createInstance(
	scope: Construct,
	id: string,
	image: ResolvedImage,
	props: MachineProps,
	spec: InstanceSpec,
): Instance {
	const encoded =
		spec.userData === undefined
			? undefined
			: encodeUserData(scope, id, "tencentcloud", spec.userData);
	const instance = new Instance(scope, id, {
		instanceName: checkName(
			scope,
			"name",
			spec.name,
			MAX_INSTANCE_NAME_LENGTH,
			2,
		),
		hostname: spec.hostname,
		availabilityZone: spec.subnet.zone,
		instanceType: checkInstanceType(scope, props.instanceType ?? "SA5.MEDIUM2"),
		instanceChargeType: "POSTPAID_BY_HOUR",
		imageId: image.imageId,
		systemDiskType: props.systemDiskType ?? "CLOUD_BSSD",
		systemDiskSize: checkWhole(
			scope,
			"systemDiskSizeGb",
			props.systemDiskSizeGb ?? MIN_SYSTEM_DISK_GB,
			MIN_SYSTEM_DISK_GB,
			MAX_SYSTEM_DISK_GB,
		),
		vpcId: spec.vpcId,
		subnetId: spec.subnet.subnetId,
		...(spec.address !== undefined && { privateIp: spec.address }),
		allocatePublicIp: false,
		orderlySecurityGroups: [spec.securityGroup.securityGroupId],
		keyIds: [spec.keyPair.keyPairId],
		...(spec.placementGroupId !== undefined && {
			placementGroupId: spec.placementGroupId,
		}),
		...(encoded !== undefined && { userData: encoded.userData }),
		...(spec.roleName !== undefined && { camRoleName: spec.roleName }),
		// Monitoring and the security agent as the cloud has them; no agent that runs commands from the console.
		disableMonitorService: false,
		disableSecurityService: false,
		disableAutomationService: true,
		tags: checkTags(scope, spec.tags),
		dependsOn: [...spec.securityGroup.rulesReady, ...(spec.dependsOn ?? [])],
		...machineLifecycle(encoded, image.isLookedUp ? ["image_id"] : []),
	});
	if (encoded !== undefined) {
		watchUserData(scope, id, instance, encoded);
	}
	return instance;
}
