/**
 * nginx on two machines of Alibaba Cloud, dual master: two HAVIPs, each node serves one. In a VPC that exists already.
 *
 *   npx cdktf synth --app "npx tsx examples/alicloud-dual-master.ts"
 */
import { App, TerraformOutput, TerraformStack } from "cdktf";
import { HaLint, Service, Vip, Vrrp } from "halab";
import {
	AlicloudHaPair,
	AlicloudHavip,
	AlicloudKeyPair,
	AlicloudNetwork,
	AlicloudProvider,
} from "halab/alicloud";

const VIPS = ["192.168.1.200", "192.168.1.201"];

export const app = new App();
const stack = new TerraformStack(app, "web");

new AlicloudProvider(stack, "Provider", { region: "cn-hangzhou" });
const network = AlicloudNetwork.fromIds(stack, "Network", {
	region: "cn-hangzhou",
	vpcId: "vpc-bp1example",
	vpcCidr: "192.168.0.0/16",
	publicSubnet: {
		subnetId: "vsw-bp1public",
		cidr: "192.168.2.0/24",
		zone: "cn-hangzhou-j",
	},
	privateSubnet: {
		subnetId: "vsw-bp1private",
		cidr: "192.168.1.0/24",
		zone: "cn-hangzhou-j",
	},
});
const pair = new AlicloudHaPair(stack, "Web", {
	name: "web",
	network,
	keyPair: AlicloudKeyPair.fromId(stack, "Key", "my-key"),
	nodes: [
		{ address: "192.168.1.11", page: "serves the first address" },
		{ address: "192.168.1.12", page: "serves the second address" },
	],
	vips: VIPS.map((address) => Vip.havip({ address })),
	vrrp: Vrrp.dual([55, 56]),
	service: Service.nginx({ port: 80 }),
	timing: "fast",
	clientCidrs: ["192.168.0.0/16"],
	sshCidrs: ["192.168.2.10/32"],
});
VIPS.forEach((address, index) => {
	const vip = new AlicloudHavip(stack, `Vip${index + 1}`, {
		pair,
		address,
		name: `web-vip-${index + 1}`,
	});
	new TerraformOutput(stack, `eip${index + 1}`, {
		value: vip.publicAddress ?? "",
	});
});
HaLint.apply(stack, {
	suppress: [
		{
			id: "sub-second-advert",
			reason:
				"the nodes have dedicated CPUs, so that no stall looks like a failure",
		},
	],
});

if (require.main === module) {
	app.synth();
}
