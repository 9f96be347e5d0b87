import type { ITerraformDependable } from "cdktf";
import { Annotations, Token } from "cdktf";
import type { Construct } from "constructs";
import { DataAlicloudImages } from "../../.gen/providers/alicloud/data-alicloud-images";
import { Instance } from "../../.gen/providers/alicloud/instance";
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
import { checkAddress, checkName } from "./checks";
import { checkTags } from "./tags";

/**
 * Public images of Alibaba Cloud by id, which is the same in every region. This one stands in public projects that use
 * it (confidence medium); the cloud publishes a newer one every few weeks and retires old ones at will. If it is gone,
 * use another id of the console's list, or `imageNameRegex`.
 *
 * It is Ubuntu 24.04, not Debian 12: the metadata service wants a token (`http_tokens`), which cloud-init sends since
 * 23.2.2 (ECS document "View instance metadata"), and Debian 12 has 22.4.
 */
export const ALICLOUD_IMAGES = {
	ubuntu2404: "ubuntu_24_04_x64_20G_alibase_20260828.vhd",
} as const;

/** Public images whose own cloud-init is older than 23.2.2. */
const OLD_CLOUD_INIT = /^(debian_(9|10|11|12)|ubuntu_(16|18|20))_/;

const DEFAULT_INSTANCE_TYPE = "ecs.e-c1m1.large";
const MIN_SYSTEM_DISK_GB = 20;
const MAX_SYSTEM_DISK_GB = 2048;
const DISK_CATEGORIES = [
	"cloud_essd",
	"cloud_essd_entry",
	"cloud_auto",
	"cloud_ssd",
	"cloud_efficiency",
];

/** Props of whatever runs on a machine (ECS). */
export interface MachineProps {
	/**
	 * Instance type. Which ones a zone sells changes; ask the console or `DescribeAvailableResource`.
	 *
	 * @default "ecs.e-c1m1.large" - 2 cores, 2 GiB, of the cheapest family; it can be in a deployment set
	 */
	readonly instanceType?: string;
	/**
	 * Image with apt, systemd and cloud-init 23.2.2 or later: Ubuntu 24.04, or one of your own, e.g. `m-bp1g7004ksh0oeuc`.
	 *
	 * @default ALICLOUD_IMAGES.ubuntu2404
	 */
	readonly imageId?: string;
	/**
	 * Looks the newest public image up by its name, e.g. `^ubuntu_24_04_x64_20G_alibase`, instead of by id. The look-up
	 * calls the cloud's API in every plan. Once a machine exists, a newer image does not replace it.
	 *
	 * @default - no look-up
	 */
	readonly imageNameRegex?: string;
	/**
	 * Category of the system disk: `cloud_essd`, `cloud_essd_entry`, `cloud_auto`, `cloud_ssd` or `cloud_efficiency`.
	 *
	 * @default "cloud_essd" - the one that all current instance types take
	 */
	readonly systemDiskType?: string;
	/**
	 * Size of the system disk in GB, 20–2048.
	 *
	 * @default 20
	 */
	readonly systemDiskSizeGb?: number;
	/**
	 * Account of the image with which one logs in by key.
	 *
	 * @default "root" - also on Ubuntu, unless an image says otherwise
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
	readonly subnet: IHaSubnet;
	readonly keyPair: IKeyPair;
	readonly securityGroup: ISecurityGroup;
	readonly tags: Readonly<Record<string, string>> | undefined;
	/** What must exist before the machine boots, beside the rules of its security group. */
	readonly dependsOn?: readonly ITerraformDependable[];
	readonly deploymentSetId?: string;
	readonly userData?: string;
}

function checkInstanceType(scope: Construct, type: string): string {
	if (!Token.isUnresolved(type) && !/^ecs\.[a-z0-9-]+\.[a-z0-9]+$/.test(type)) {
		throw propError(
			scope,
			"instanceType",
			`${shown(type)} is not an instance type; it is "ecs", a family and a size with dots between, e.g. ${DEFAULT_INSTANCE_TYPE}`,
		);
	}
	return type;
}

function checkImageId(scope: Construct, imageId: string): string {
	if (Token.isUnresolved(imageId)) {
		return imageId;
	}
	if (!/^(m-[a-z0-9]+|[A-Za-z0-9_]+\.vhd)$/.test(imageId)) {
		throw propError(
			scope,
			"imageId",
			`${shown(imageId)} is not an image id; it looks like ${ALICLOUD_IMAGES.ubuntu2404} or m-bp1g7004ksh0oeuc`,
		);
	}
	if (OLD_CLOUD_INIT.test(imageId)) {
		Annotations.of(scope).addWarning(
			`imageId: the distribution's cloud-init in ${imageId} is older than 23.2.2 and would not read its user data, since the metadata service wants a token here. Use Ubuntu 24.04, or make sure that this image has a newer one`,
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
		const imageId = props.imageId ?? ALICLOUD_IMAGES.ubuntu2404;
		return { imageId: checkImageId(scope, imageId), isLookedUp: false };
	}
	if (props.imageId !== undefined) {
		throw propError(
			scope,
			"imageNameRegex",
			"is given beside imageId; give one of them",
		);
	}
	const images = new DataAlicloudImages(scope, "Image", {
		owners: "system",
		nameRegex: props.imageNameRegex,
		mostRecent: true,
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
	const systemDiskCategory = props.systemDiskType ?? "cloud_essd";
	if (!DISK_CATEGORIES.includes(systemDiskCategory)) {
		throw propError(
			scope,
			"systemDiskType",
			`"${systemDiskCategory}" is not allowed; allowed are ${DISK_CATEGORIES.join(", ")}`,
		);
	}
	const encoded =
		spec.userData === undefined
			? undefined
			: encodeUserData(scope, id, "alicloud", spec.userData);
	const instance = new Instance(scope, id, {
		instanceName: checkName(scope, "name", spec.name),
		hostName: spec.hostname,
		availabilityZone: spec.subnet.zone,
		instanceType: checkInstanceType(
			scope,
			props.instanceType ?? DEFAULT_INSTANCE_TYPE,
		),
		instanceChargeType: "PostPaid",
		imageId: image.imageId,
		systemDiskCategory,
		systemDiskSize: checkWhole(
			scope,
			"systemDiskSizeGb",
			props.systemDiskSizeGb ?? MIN_SYSTEM_DISK_GB,
			MIN_SYSTEM_DISK_GB,
			MAX_SYSTEM_DISK_GB,
		),
		vswitchId: spec.subnet.subnetId,
		...(spec.address !== undefined && {
			privateIp: checkAddress(scope, "address", spec.address, spec.subnet.cidr),
		}),
		internetMaxBandwidthOut: 0,
		securityGroups: [spec.securityGroup.securityGroupId],
		keyName: spec.keyPair.keyPairId,
		httpEndpoint: "enabled",
		httpTokens: "required",
		...(spec.deploymentSetId !== undefined && {
			deploymentSetId: spec.deploymentSetId,
		}),
		// The provider takes both raw text and base64: what it can decode is base64.
		...(encoded !== undefined && { userData: encoded.userData }),
		tags: checkTags(scope, spec.tags),
		dependsOn: [...spec.securityGroup.rulesReady, ...(spec.dependsOn ?? [])],
		// By itself, the provider would reboot the machine for changed user data, which cloud-init does not read twice.
		...machineLifecycle(encoded, image.isLookedUp ? ["image_id"] : []),
	});
	if (encoded !== undefined) {
		watchUserData(scope, id, instance, encoded);
	}
	return instance;
}
