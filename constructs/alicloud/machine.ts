import { Annotations, Token } from "cdktf";
import type { Construct } from "constructs";
import { DataAlicloudImages } from "../../.gen/providers/alicloud/data-alicloud-images";
import { Instance } from "../../.gen/providers/alicloud/instance";
import { defined } from "../../base/defined";
import { checkForm, checkName, checkOneOf, checkWhole } from "../common/checks";
import {
	type MachineSpec,
	type ResolvedImage,
	resolveImage,
} from "../common/machine";
import { withUserData } from "../common/user-data";
import { CLOUD } from "./cloud";

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
const SYSTEM_DISK_TYPES = [
	"cloud_essd",
	"cloud_essd_entry",
	"cloud_auto",
	"cloud_ssd",
	"cloud_efficiency",
] as const;

/** Category of a system disk. */
export type SystemDiskType = (typeof SYSTEM_DISK_TYPES)[number];

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
	 * Category of the system disk.
	 *
	 * @default "cloud_essd" - the one that all current instance types take
	 */
	readonly systemDiskType?: SystemDiskType;
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

function checkImageId(scope: Construct, imageId: string): string {
	checkForm(
		scope,
		"imageId",
		imageId,
		/^(m-[a-z0-9]+|[A-Za-z0-9_]+\.vhd)$/,
		`is not an image id; it looks like ${ALICLOUD_IMAGES.ubuntu2404} or m-bp1g7004ksh0oeuc`,
	);
	if (!Token.isUnresolved(imageId) && OLD_CLOUD_INIT.test(imageId)) {
		Annotations.of(scope).addWarning(
			`imageId: the distribution's cloud-init in ${imageId} is older than 23.2.2 and would not read its user data, since the metadata service wants a token here. Use Ubuntu 24.04, or make sure that this image has a newer one`,
		);
	}
	return imageId;
}

/** Finds the image for a construct's machines. */
export const chooseImage = (
	scope: Construct,
	props: MachineProps,
): ResolvedImage =>
	resolveImage(
		scope,
		props,
		(imageId = ALICLOUD_IMAGES.ubuntu2404) => checkImageId(scope, imageId),
		(nameRegex) =>
			new DataAlicloudImages(scope, "Image", {
				owners: "system",
				nameRegex,
				mostRecent: true,
			}).images.get(0).imageId,
	);

/** Creates a machine without a public address and without a password. Not public: callers show strings. */
export function createInstance(
	scope: Construct,
	id: string,
	image: ResolvedImage,
	props: MachineProps,
	spec: MachineSpec,
): Instance {
	return withUserData(
		scope,
		id,
		CLOUD,
		spec.userData,
		image.isLookedUp ? ["image_id"] : [],
		(userDataProps) =>
			new Instance(scope, id, {
				instanceName: checkName(scope, CLOUD, "name", spec.name),
				hostName: spec.hostname,
				availabilityZone: spec.subnet.zone,
				instanceType: checkForm(
					scope,
					"instanceType",
					props.instanceType ?? DEFAULT_INSTANCE_TYPE,
					/^ecs\.[a-z0-9-]+\.[a-z0-9]+$/,
					`is not an instance type; it is "ecs", a family and a size with dots between, e.g. ${DEFAULT_INSTANCE_TYPE}`,
				),
				instanceChargeType: "PostPaid",
				imageId: image.imageId,
				systemDiskCategory: checkOneOf(
					scope,
					"systemDiskType",
					props.systemDiskType ?? "cloud_essd",
					SYSTEM_DISK_TYPES,
				),
				systemDiskSize: checkWhole(
					scope,
					"systemDiskSizeGb",
					props.systemDiskSizeGb ?? MIN_SYSTEM_DISK_GB,
					MIN_SYSTEM_DISK_GB,
					MAX_SYSTEM_DISK_GB,
				),
				vswitchId: spec.subnet.subnetId,
				internetMaxBandwidthOut: 0,
				securityGroups: [spec.securityGroup.securityGroupId],
				keyName: spec.keyPair.keyPairId,
				httpEndpoint: "enabled",
				httpTokens: "required",
				...defined({
					privateIp: spec.address,
					deploymentSetId: spec.antiAffinityGroupId,
				}),
				tags: spec.tags,
				dependsOn: [
					...spec.securityGroup.rulesReady,
					...(spec.dependsOn ?? []),
				],
				// The provider takes both raw text and base64: what it can decode is base64. By itself, it would reboot the machine
				// for changed user data, which cloud-init does not read twice.
				...userDataProps,
			}),
	);
}
