import { createHash } from "node:crypto";
import type { ITerraformDependable } from "cdktf";
import { Fn, Lazy, TerraformResource, Token } from "cdktf";
import type { Construct } from "constructs";
import { Instance } from "../../.gen/providers/ksyun/instance";
import { shown } from "../../design/shown";
import type { IHaSubnet } from "../ha-network";
import type { IKeyPair } from "../key-pair";
import type { ISecurityGroup } from "../security-group";
import { checkOneOf, checkWhole, propError } from "../support/checks";
import { idReference } from "../support/reference";
import { TOKEN } from "../support/template";
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

/** Largest user data in bytes after base64. Which side of base64 the cloud counts is not documented: the safe one. */
const MAX_USER_DATA_BYTES = 16 * 1024;
/** How long the value of a reference is: Kingsoft Cloud's ids are UUIDs. */
const ID_LENGTH = 36;

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

const base64 = (text: string): string => Buffer.from(text).toString("base64");

/**
 * User data as the cloud wants it: base64. With tokens in the text, Terraform encodes it when it knows their values;
 * what is between them goes there encoded, so that nothing in it can be taken for a template.
 */
function encodeUserData(scope: Construct, text: string): string {
	const parts = text.split(TOKEN).filter((part) => part !== "");
	const bytes = parts.reduce(
		(sum, part) =>
			sum + (TOKEN.test(part) ? ID_LENGTH : Buffer.byteLength(part)),
		0,
	);
	const encodedBytes = Math.ceil(bytes / 3) * 4;
	if (encodedBytes > MAX_USER_DATA_BYTES) {
		throw propError(
			scope,
			"userData",
			`has ${encodedBytes} bytes after base64; Kingsoft Cloud takes ${MAX_USER_DATA_BYTES} at most`,
		);
	}
	if (parts.length === 1 && !TOKEN.test(text)) {
		return base64(text);
	}
	return Fn.base64encode(
		Fn.join(
			"",
			parts.map((part) =>
				TOKEN.test(part) ? part : Fn.base64decode(base64(part)),
			),
		),
	);
}

/**
 * Something that is replaced when a text changes. The text counts as it is synthesized: with references where tokens
 * are, whose values belong to resources that replace the machine anyway.
 */
function changeOf(
	scope: Construct,
	id: string,
	text: string,
): TerraformResource {
	const change = new TerraformResource(scope, id, {
		terraformResourceType: "terraform_data",
	});
	change.addOverride(
		"triggers_replace",
		Lazy.stringValue({
			produce: (context) =>
				createHash("sha256")
					.update(`${context.resolve(text)}`)
					.digest("hex"),
		}),
	);
	return change;
}

/** Creates a machine without a public address and without a password. Not public: callers show strings. */
export function createInstance(
	scope: Construct,
	id: string,
	props: MachineProps,
	spec: InstanceSpec,
): Instance {
	const { userData } = spec;
	return new Instance(scope, id, {
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
		...(userData !== undefined && {
			userData: encodeUserData(scope, userData),
			// By itself, the provider takes no notice of changed user data.
			lifecycle: {
				replaceTriggeredBy: [
					idReference(changeOf(scope, `${id}-user-data`, userData)),
				],
			},
		}),
		tags: checkTags(scope, spec.tags),
		dependsOn: [...spec.securityGroup.rulesReady, ...(spec.dependsOn ?? [])],
	});
}
