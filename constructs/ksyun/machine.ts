import type { ITerraformDependable } from "cdktf";
import { Token } from "cdktf";
import type { Construct } from "constructs";
import { Instance } from "../../.gen/providers/ksyun/instance";
import { shown } from "../../base/shown";
import type { IHaSubnet } from "../ha-network";
import type { IKeyPair } from "../key-pair";
import type { ISecurityGroup } from "../security-group";
import { checkOneOf, checkWhole, propError } from "../support/checks";
import { encodeUserData, watchUserData } from "../support/user-data";
import { checkAddress, checkName } from "./checks";
import { checkTags } from "./tags";

const DEFAULT_INSTANCE_TYPE = "S6.2A";
const UUID = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}";
const IMAGE_ID = new RegExp(`^(IMG-)?${UUID}$`, "i");
const HOW_TO_FIND_AN_IMAGE =
	"look at the console's images or call DescribeImages (data source ksyun_images) for your region, and take one with apt, systemd and cloud_init_support = true: without cloud-init the user data is not read";

const MIN_SYSTEM_DISK_GB = 20;
const MAX_SYSTEM_DISK_GB = 500;
/** System disks in the cloud, as the provider writes them. */
const DISK_TYPES: readonly string[] = [
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
];
const CHARGE_TYPES: readonly string[] = ["HourlyInstantSettlement", "Daily"];

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
	 * How a machine is charged: `HourlyInstantSettlement` or `Daily`.
	 *
	 * @default "HourlyInstantSettlement"
	 */
	readonly instanceChargeType?: string;
	/**
	 * Type of the system disk, e.g. `SSD3.0`, `EHDD`, `ESSD_PL0`, or on the newest instance types `ESSD_SYSTEM_PL0`.
	 *
	 * @default "SSD3.0"
	 */
	readonly systemDiskType?: string;
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

/** The account that is used when none is named. */
export const DEFAULT_SSH_USER = "root";

/** What {@link createInstance} needs beyond the user's wishes. */
export interface InstanceSpec {
	/** 2 to 64 characters. */
	readonly name: string;
	readonly hostname: string;
	readonly address: string | undefined;
	readonly subnet: IHaSubnet;
	readonly keyPair: IKeyPair;
	readonly securityGroup: ISecurityGroup;
	readonly tags: Readonly<Record<string, string>> | undefined;
	/** What must exist before the machine boots, beside the rules of its security group. */
	readonly dependsOn?: readonly ITerraformDependable[];
	readonly dataGuardId?: string;
	readonly userData?: string;
}

function checkInstanceType(scope: Construct, type: string): string {
	if (!Token.isUnresolved(type) && !/^[A-Za-z0-9]+\.[A-Za-z0-9]+$/.test(type)) {
		throw propError(
			scope,
			"instanceType",
			`${shown(type)} is not an instance type; it is a family and a size with a dot between, e.g. ${DEFAULT_INSTANCE_TYPE}`,
		);
	}
	return type;
}

function checkImageId(scope: Construct, imageId: string | undefined): string {
	if (imageId === undefined || imageId === "") {
		throw propError(
			scope,
			"imageId",
			`is missing; Kingsoft Cloud has no image whose id is known to last: ${HOW_TO_FIND_AN_IMAGE}`,
		);
	}
	if (!Token.isUnresolved(imageId) && !IMAGE_ID.test(imageId)) {
		throw propError(
			scope,
			"imageId",
			`${shown(imageId)} is not an image id; it is a UUID, e.g. IMG-5465174a-6d71-4770-b8e1-917a0dd92466. To find one, ${HOW_TO_FIND_AN_IMAGE}`,
		);
	}
	return imageId;
}

/** Creates a machine without a public address and without a password. Not public: callers show strings. */
export function createInstance(
	scope: Construct,
	id: string,
	props: MachineProps,
	spec: InstanceSpec,
): Instance {
	const encoded =
		spec.userData === undefined
			? undefined
			: encodeUserData(scope, id, "ksyun", spec.userData);
	const instance = new Instance(scope, id, {
		instanceName: checkName(scope, "name", spec.name),
		hostName: spec.hostname,
		imageId: checkImageId(scope, props.imageId),
		instanceType: checkInstanceType(
			scope,
			props.instanceType ?? DEFAULT_INSTANCE_TYPE,
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
				DISK_TYPES,
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
		...(spec.address !== undefined && {
			privateIpAddress: checkAddress(
				scope,
				"address",
				spec.address,
				spec.subnet.cidr,
			),
		}),
		securityGroupId: [spec.securityGroup.securityGroupId],
		keyId: [spec.keyPair.keyPairId],
		...(spec.dataGuardId !== undefined && { dataGuardId: spec.dataGuardId }),
		...(encoded !== undefined && {
			userData: encoded.userData,
			lifecycle: encoded.lifecycle,
		}),
		tags: checkTags(scope, spec.tags),
		dependsOn: [...spec.securityGroup.rulesReady, ...(spec.dependsOn ?? [])],
	});
	if (encoded !== undefined) {
		watchUserData(scope, id, instance, encoded);
	}
	return instance;
}
