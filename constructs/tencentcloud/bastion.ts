import type { Construct } from "constructs";
import { EipAssociation } from "../../.gen/providers/tencentcloud/eip-association";
import { BaseBastion, type BastionOptions } from "../common/bastion";
import { CLOUD } from "./cloud";
import { createEip, type PublicAddressProps } from "./eip";
import { chooseImage, createInstance, type MachineProps } from "./machine";
import { TencentSecurityGroup } from "./security-group";

/** Props of {@link TencentBastion}. */
export interface TencentBastionProps
	extends BastionOptions,
		MachineProps,
		PublicAddressProps {}

/** The one machine with a public address, through which one logs in to the nodes. */
export class TencentBastion extends BaseBastion {
	constructor(scope: Construct, id: string, props: TencentBastionProps) {
		super(scope, id, CLOUD, props, {
			securityGroup: (bastion, spec) =>
				new TencentSecurityGroup(bastion, "SecurityGroup", spec),
			machine: (bastion, spec) => {
				const image = chooseImage(bastion, props);
				const instance = createInstance(bastion, "Default", image, props, spec);
				const eip = createEip(bastion, "Eip", props, spec);
				const instanceId = instance.id;
				new EipAssociation(bastion, "EipAssociation", {
					eipId: eip.id,
					instanceId,
				});
				return {
					instanceId,
					privateAddress: instance.privateIp,
					publicAddress: eip.publicIp,
				};
			},
		});
	}
}
