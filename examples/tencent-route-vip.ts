/**
 * PostgreSQL on two machines of Tencent Cloud behind a routed address: the new master changes the next hop of
 * 10.255.34.200/32 with the credentials of a role that may do nothing else.
 *
 *   npx cdktf synth --app "npx tsx examples/tencent-route-vip.ts"
 */
import { App, TerraformOutput, TerraformStack } from "cdktf";
import { HaLint, Health, Service, Vip } from "halab";
import {
	TencentHaPair,
	TencentKeyPair,
	TencentNetwork,
	TencentProvider,
	TencentRouteVip,
} from "halab/tencentcloud";

export const app = new App();
const stack = new TerraformStack(app, "postgresql");

new TencentProvider(stack, "Provider", { region: "ap-shanghai" });
const network = new TencentNetwork(stack, "Network", {
	name: "postgresql",
	region: "ap-shanghai",
	zone: "ap-shanghai-5",
});
const pair = new TencentHaPair(stack, "Database", {
	name: "postgresql",
	network,
	keyPair: TencentKeyPair.fromId(stack, "Key", "skey-example"),
	nodes: [{ address: "10.34.0.2" }, { address: "10.34.0.3" }],
	vips: [Vip.route({ address: "10.255.34.200" })],
	service: Service.custom({
		unit: "postgresql@15-main",
		packages: ["postgresql"],
		port: 5432,
		health: [
			Health.process("postgresql@15-main"),
			Health.script({ command: ["/usr/bin/pg_isready", "--quiet"] }),
			// echo 1 >/etc/halab-down moves the address away for planned work.
			Health.file("/etc/halab-down"),
		],
	}),
	clientCidrs: [network.vpcCidr],
	sshCidrs: ["10.34.51.2/32"],
});
const vip = new TencentRouteVip(stack, "Vip", { pair });

new TerraformOutput(stack, "vip", { value: vip.address });
HaLint.apply(stack);

if (require.main === module) {
	app.synth();
}
