import type { Construct } from "constructs";
import { DataTencentcloudImages } from "../../.gen/providers/tencentcloud/data-tencentcloud-images";
import { Instance } from "../../.gen/providers/tencentcloud/instance";
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
/** As the provider's document of the instance has them. */
const SYSTEM_DISK_TYPES = [
	"CLOUD_BSSD",
	"CLOUD_PREMIUM",
	"CLOUD_SSD",
	"CLOUD_HSSD",
	"CLOUD_TSSD",
	"LOCAL_BASIC",
	"LOCAL_SSD",
] as const;

/** Type of a system disk. */
export type SystemDiskType = (typeof SYSTEM_DISK_TYPES)[number];

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
	readonly systemDiskType?: SystemDiskType;
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

/** Finds the image for a construct's machines. */
export const chooseImage = (
	scope: Construct,
	props: MachineProps,
): ResolvedImage =>
	resolveImage(
		scope,
		props,
		(imageId = TENCENT_IMAGES.debian12) =>
			checkForm(
				scope,
				"imageId",
				imageId,
				/^img-[a-z0-9]+$/,
				`is not an image id; it looks like ${TENCENT_IMAGES.debian12}`,
			),
		(imageNameRegex) =>
			new DataTencentcloudImages(scope, "Image", {
				imageType: ["PUBLIC_IMAGE"],
				imageNameRegex,
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
				instanceName: checkName(scope, CLOUD, "name", spec.name, "instance"),
				hostname: spec.hostname,
				availabilityZone: spec.subnet.zone,
				// Which families there are changes, but all are written like S5, SA5, GN7vi or S5t, with a size like 2XLARGE16.
				instanceType: checkForm(
					scope,
					"instanceType",
					props.instanceType ?? "SA5.MEDIUM2",
					/^[A-Z][A-Za-z0-9]*\.[A-Z0-9]+$/,
					"is not an instance type; it is a family and a size with a dot between, e.g. SA5.MEDIUM2",
				),
				instanceChargeType: "POSTPAID_BY_HOUR",
				imageId: image.imageId,
				systemDiskType: checkOneOf(
					scope,
					"systemDiskType",
					props.systemDiskType ?? "CLOUD_BSSD",
					SYSTEM_DISK_TYPES,
				),
				systemDiskSize: checkWhole(
					scope,
					"systemDiskSizeGb",
					props.systemDiskSizeGb ?? MIN_SYSTEM_DISK_GB,
					MIN_SYSTEM_DISK_GB,
					MAX_SYSTEM_DISK_GB,
				),
				vpcId: spec.vpcId,
				subnetId: spec.subnet.subnetId,
				allocatePublicIp: false,
				orderlySecurityGroups: [spec.securityGroup.securityGroupId],
				keyIds: [spec.keyPair.keyPairId],
				...defined({
					privateIp: spec.address,
					placementGroupId: spec.antiAffinityGroupId,
					camRoleName: spec.roleName,
				}),
				// Monitoring and the security agent as the cloud has them; no agent that runs commands from the console.
				disableMonitorService: false,
				disableSecurityService: false,
				disableAutomationService: true,
				tags: spec.tags,
				dependsOn: [
					...spec.securityGroup.rulesReady,
					...(spec.dependsOn ?? []),
				],
				...userDataProps,
			}),
	);
}
