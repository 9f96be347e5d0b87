import { LAB_IDS, LABS } from "../labs/catalogue";
import { cloudsOf, knowsVipMode } from "../plan/lab-clouds";

/** Access settings with which a lab can be planned for a cloud. */
const ACCESS = {
	adminCidrs: ["198.51.100.7/32"],
	publicKey: `ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABAQ${"C7".repeat(171)}`,
};

/** Kingsoft Cloud has no image that is known to stay, and restricts a key to a VPC only where it knows the account. */
const CHOICES = {
	ksyun: {
		machine: { imageId: "00000000-0000-4000-8000-000000000000" },
		access: { ...ACCESS, everyVpc: true },
	},
	tencentcloud: {},
	alicloud: {},
};

/** Every lab × cloud × VIP mode that can be built, as settings. */
export const COMBINATIONS = LAB_IDS.flatMap((lab) =>
	cloudsOf(lab).flatMap((cloud) =>
		LABS[lab].vipModes
			.filter((vipMode) => knowsVipMode(cloud, vipMode))
			.map((vipMode) => ({
				name: `${lab}, ${cloud}, ${vipMode}`,
				settings: { lab, cloud, vipMode, access: ACCESS, ...CHOICES[cloud] },
			})),
	),
);
