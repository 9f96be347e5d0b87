/**
 * Redis on two machines of Tencent Cloud behind a HAVIP, in a VPC of its own.
 *
 *   npx cdktf synth --app "npx tsx examples/tencent-redis-havip.ts"
 */
import { App, TerraformOutput, TerraformStack } from "cdktf";
import {
	bastionSecurityRules,
	HaLint,
	Health,
	Service,
	Vip,
	Vrrp,
} from "halab";
import {
	TencentBastion,
	TencentHaPair,
	TencentHavip,
	TencentKeyPair,
	TencentNetwork,
	TencentProvider,
} from "halab/tencentcloud";

/** Your own public address, from which the bastion takes ssh. */
const ADMIN_CIDRS = ["198.51.100.7/32"];
/** Your own key: the one line of ~/.ssh/id_rsa.pub. */
const PUBLIC_KEY =
	"ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABAQC7C7C7C7C7C7C7C7C7C7C7C7C7C7C7C7C7C7C7C7C7C7C7C7C7C7C7C7C7C7C7C7C7C7C7C7C7C7C7C7C7C7C7C7C7C7C7C7C7C7C7C7C7C7C7C7C7C7C7C7C7C7C7C7C7C7C7C7C7C7C7C7C7C7C7C7C7C7C7C7C7C7C7C7C7C7C7C7C7C7C7C7C7C7C7C7C7C7C7C7C7C7C7C7C7C7C7C7C7C7C7C7C7C7C7C7C7C7C7C7C7C7C7C7C7C7C7C7C7C7C7C7C7C7C7C7C7C7C7C7C7C7C7C7C7C7C7C7C7C7C7C7C7C7C7C7C7C7C7C7C7C7C7C7C7C7C7C7C7C7C7 me@example";

export const app = new App();
const stack = new TerraformStack(app, "redis");

new TencentProvider(stack, "Provider", { region: "ap-guangzhou" });
const network = new TencentNetwork(stack, "Network", {
	name: "redis",
	region: "ap-guangzhou",
	zone: "ap-guangzhou-6",
});
const keyPair = new TencentKeyPair(stack, "Key", {
	keyName: "redis_key",
	publicKey: PUBLIC_KEY,
});
const bastion = new TencentBastion(stack, "Bastion", {
	name: "redis",
	network,
	keyPair,
	address: "10.34.51.2",
	securityRules: bastionSecurityRules({
		cloud: "tencentcloud",
		adminCidrs: ADMIN_CIDRS,
		nodeSubnetCidr: network.privateSubnet.cidr,
		port: 6379,
	}),
});
const pair = new TencentHaPair(stack, "Redis", {
	name: "redis",
	network,
	keyPair,
	bastion,
	nodes: [{ address: "10.34.0.2" }, { address: "10.34.0.3" }],
	vips: [Vip.havip({ address: "10.34.0.200" })],
	vrrp: Vrrp.nopreempt({ virtualRouterId: 60 }),
	service: Service.custom({
		unit: "redis-server",
		packages: ["redis-server"],
		port: 6379,
		run: [
			[
				"/usr/bin/sed",
				"-i",
				"-e",
				"s/^bind .*/bind 0.0.0.0/",
				"-e",
				"s/^protected-mode .*/protected-mode no/",
				"/etc/redis/redis.conf",
			],
		],
		health: [
			Health.process("redis-server"),
			Health.script({ command: ["/usr/bin/redis-cli", "ping"] }),
		],
	}),
	clientCidrs: [network.vpcCidr],
});
const vip = new TencentHavip(stack, "Vip", { pair, isPublic: false });

new TerraformOutput(stack, "vip", { value: vip.address });
new TerraformOutput(stack, "ssh", {
	value: pair.nodes.map((node) => bastion.sshCommand(node, pair.sshUser)),
});
HaLint.apply(stack);

if (require.main === module) {
	app.synth();
}
