import type { Construct } from "constructs";
import { EipAssociate } from "../../.gen/providers/ksyun/eip-associate";
import { BaseBastion, type BastionOptions } from "../common/bastion";
import { CLOUD } from "./cloud";
import { createEip, type PublicAddressProps } from "./eip";
import { createInstance, type MachineProps } from "./machine";
import { KsyunSecurityGroup } from "./security-group";

/** Props of {@link KsyunBastion}. The machine and its public address take tags. */
export interface KsyunBastionProps
	extends BastionOptions,
		MachineProps,
		PublicAddressProps {}

/** The one machine with a public address, through which one logs in to the nodes. */
export class KsyunBastion extends BaseBastion {
	constructor(scope: Construct, id: string, props: KsyunBastionProps) {
		super(scope, id, CLOUD, props, {
			securityGroup: (bastion, spec) =>
				new KsyunSecurityGroup(bastion, "SecurityGroup", spec),
			machine: (bastion, spec) => {
				const instance = createInstance(bastion, "Default", props, spec);
				const eip = createEip(bastion, "Eip", props, spec);
				const instanceId = instance.id;
				new EipAssociate(bastion, "EipAssociation", {
					allocationId: eip.id,
					instanceType: "Ipfwd",
					instanceId,
					networkInterfaceId: instance.networkInterfaceId,
				});
				return {
					instanceId,
					privateAddress: instance.privateIpAddress,
					publicAddress: eip.publicIp,
				};
			},
		});
	}
}
