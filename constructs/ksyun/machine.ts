import type { Construct } from "constructs";
import { Instance } from "../../.gen/providers/ksyun/instance";
import { defined } from "../../base/defined";
import {
	checkForm,
	checkName,
	checkOneOf,
	checkWhole,
	propError,
} from "../common/checks";
import type { MachineSpec } from "../common/machine";
import { withUserData } from "../common/user-data";
import { CLOUD } from "./cloud";

const DEFAULT_INSTANCE_TYPE = "S6.2A";
const UUID = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}";
const IMAGE_ID = new RegExp(`^(IMG-)?${UUID}$`, "i");
const HOW_TO_FIND_AN_IMAGE =
	"look at the console's images or call DescribeImages (data source ksyun_images) for your region, and take one with apt, systemd and cloud_init_support = true: without cloud-init the user data is not read";

const MIN_SYSTEM_DISK_GB = 20;
const MAX_SYSTEM_DISK_GB = 500;
/** System disks in the cloud, as the provider writes them. */
const SYSTEM_DISK_TYPES = [
	"SSD3.0",
	"EHDD",
	"ESSD_PL0",
	"ESSD_PL1",
	"ESSD_PL2",
	"ESSD_Entry",
	"ESSD_AutoPL",
	"ESSD_SYSTEM_PL0",
	"ESSD_SYSTEM_PL1",
	"ESSD_SYSTEM_PL2",
	"ESSD_SYSTEM_Entry",
	"ESSD_SYSTEM_AutoPL",
] as const;
const CHARGE_TYPES = ["HourlyInstantSettlement", "Daily"] as const;

/** Type of a system disk. */
export type SystemDiskType = (typeof SYSTEM_DISK_TYPES)[number];
/** How a machine is charged without a contract. */
export type InstanceChargeType = (typeof CHARGE_TYPES)[number];

/** Props of whatever runs on a machine (KEC). */
export interface MachineProps {
	/**
	 * Image with apt, systemd and cloud-init (`cloud_init_support`): Debian 12 or Ubuntu 22.04 and later, e.g.
	 * `IMG-5465174a-6d71-4770-b8e1-917a0dd92466`. There is no default: the ids differ by region and none is documented.
	 */
	readonly imageId: string;
	/**
	 * Instance type. Which ones a zone sells changes; ask the console.
	 *
	 * @default "S6.2A" - 2 cores, 2 GiB; a type of the provider's own tests (confidence medium)
	 */
	readonly instanceType?: string;
	/**
	 * How a machine is charged.
	 *
	 * @default "HourlyInstantSettlement"
	 */
	readonly instanceChargeType?: InstanceChargeType;
	/**
	 * Type of the system disk; the newest instance types take `ESSD_SYSTEM_PL0` and its like.
	 *
	 * @default "SSD3.0"
	 */
	readonly systemDiskType?: SystemDiskType;
	/**
	 * Size of the system disk in GB, 20–500.
	 *
	 * @default 20
	 */
	readonly systemDiskSizeGb?: number;
	/**
	 * Account of the image with which one logs in by key.
	 *
	 * @default "root"
	 */
	readonly sshUser?: string;
}

function checkImageId(scope: Construct, imageId: string | undefined): string {
	if (imageId === undefined || imageId === "") {
		throw propError(
			scope,
			"imageId",
			`is missing; Kingsoft Cloud has no image whose id is known to last: ${HOW_TO_FIND_AN_IMAGE}`,
		);
	}
	return checkForm(
		scope,
		"imageId",
		imageId,
		IMAGE_ID,
		`is not an image id; it is a UUID, e.g. IMG-5465174a-6d71-4770-b8e1-917a0dd92466. To find one, ${HOW_TO_FIND_AN_IMAGE}`,
	);
}

/** Creates a machine without a public address and without a password. Not public: callers show strings. */
export function createInstance(
	scope: Construct,
	id: string,
	props: MachineProps,
	spec: MachineSpec,
): Instance {
	return withUserData(
		scope,
		id,
		CLOUD,
		spec.userData,
		[],
		(userDataProps) =>
			new Instance(scope, id, {
				instanceName: checkName(scope, CLOUD, "name", spec.name),
				hostName: spec.hostname,
				imageId: checkImageId(scope, props.imageId),
				instanceType: checkForm(
					scope,
					"instanceType",
					props.instanceType ?? DEFAULT_INSTANCE_TYPE,
					/^[A-Za-z0-9]+\.[A-Za-z0-9]+$/,
					`is not an instance type; it is a family and a size with a dot between, e.g. ${DEFAULT_INSTANCE_TYPE}`,
				),
				chargeType: checkOneOf(
					scope,
					"instanceChargeType",
					props.instanceChargeType ?? "HourlyInstantSettlement",
					CHARGE_TYPES,
				),
				systemDisk: {
					diskType: checkOneOf(
						scope,
						"systemDiskType",
						props.systemDiskType ?? "SSD3.0",
						SYSTEM_DISK_TYPES,
					),
					diskSize: checkWhole(
						scope,
						"systemDiskSizeGb",
						props.systemDiskSizeGb ?? MIN_SYSTEM_DISK_GB,
						MIN_SYSTEM_DISK_GB,
						MAX_SYSTEM_DISK_GB,
					),
				},
				subnetId: spec.subnet.subnetId,
				securityGroupId: [spec.securityGroup.securityGroupId],
				keyId: [spec.keyPair.keyPairId],
				...defined({
					privateIpAddress: spec.address,
					dataGuardId: spec.antiAffinityGroupId,
				}),
				tags: spec.tags,
				dependsOn: [
					...spec.securityGroup.rulesReady,
					...(spec.dependsOn ?? []),
				],
				...userDataProps,
			}),
	);
}
