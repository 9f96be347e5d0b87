import { describe, expect, test } from "vitest";
import { designHaPair } from "../../design/design-ha-pair";
import type { HaPairProps } from "../../design/ha-pair-props";
import { Health } from "../../design/health";
import { Service } from "../../design/service";
import { TIMING_NAMES } from "../../design/timing";
import { Vip } from "../../design/vip";
import { Vrrp } from "../../design/vrrp";
import { deliveredFiles } from "../support/delivered-files";

const props: HaPairProps = {
	cloud: "tencentcloud",
	region: "ap-guangzhou",
	nodes: [
		{ address: "10.34.0.2", page: "Master" },
		{ address: "10.34.0.3", page: "Slave" },
	],
	vpcCidr: "10.34.0.0/16",
	subnetCidr: "10.34.0.0/20",
	vips: [Vip.havip({ address: "10.34.0.200" })],
	clientCidrs: ["10.34.0.0/16"],
	sshCidrs: ["10.34.51.2/32"],
};

describe("a pair with the default props", () => {
	const design = designHaPair(props);

	test("the first node's keepalived.conf", () => {
		expect(design.nodes[0]?.keepalivedConf).toMatchSnapshot();
	});

	test("the nodes' facts", () => {
		expect(design.nodes.map((node) => node.facts)).toMatchSnapshot();
	});

	test("the security rules", () => {
		expect(design.securityRules).toMatchSnapshot();
	});

	test("nothing comes in from anywhere", () => {
		expect(
			design.securityRules.filter(
				(rule) => rule.direction === "ingress" && rule.cidr === "0.0.0.0/0",
			),
		).toEqual([]);
	});

	test("ssh comes from the bastion only", () => {
		const ssh = design.securityRules.filter(
			(rule) => rule.direction === "ingress" && rule.ports?.from === 22,
		);
		expect(ssh.map((rule) => rule.cidr)).toEqual(["10.34.51.2/32"]);
	});

	test("the same props give the same design", () => {
		expect(designHaPair(props)).toEqual(design);
	});

	test("both nodes differ in their own facts only", () => {
		const [first, second] = design.nodes.map((node) =>
			JSON.stringify(deliveredFiles(node.userData))
				.replaceAll(/node-[12]/g, "node")
				.replaceAll(/10\.34\.0\.[23]\b/g, "address")
				.replaceAll(/priority \d+/g, "priority")
				.replaceAll(/Master|Slave/g, "page"),
		);
		expect(first).toBe(second);
	});
});

test.each(
	TIMING_NAMES,
)("a pair can be designed with the profile %s", (timing) => {
	const { nodes } = designHaPair({ ...props, timing });
	expect(nodes[1]?.keepalivedConf).toMatchSnapshot();
});

test("preemption drops nopreempt and keeps BACKUP on all nodes", () => {
	const { nodes } = designHaPair({
		...props,
		vrrp: Vrrp.preempt({ virtualRouterId: 7 }),
	});
	const conf = nodes[0]?.keepalivedConf ?? "";
	expect(conf).not.toContain("nopreempt");
	expect(conf).toContain("state BACKUP");
	expect(conf).toContain("virtual_router_id 7");
});

test("three nodes: each has the two others as peers and a priority of its own", () => {
	const { nodes } = designHaPair({
		...props,
		nodes: [...props.nodes, { address: "10.34.0.4" }],
	});
	expect(nodes.map((node) => node.priority)).toEqual([254, 253, 252]);
	expect(nodes[2]?.peers).toEqual(["10.34.0.2", "10.34.0.3"]);
	expect(nodes[2]?.page).toBe("node-3");
});

describe("dual master", () => {
	const dual = designHaPair({
		...props,
		vips: [
			Vip.havip({ address: "10.34.0.200" }),
			Vip.havip({ address: "10.34.0.201" }),
		],
		vrrp: Vrrp.dual([51, 52]),
	});

	test("each node prefers an address of its own", () => {
		expect(dual.nodes.map((node) => node.priorities)).toEqual([
			[254, 253],
			[253, 254],
		]);
		expect(
			dual.vips.map((vip) => [vip.instance, vip.address, vip.virtualRouterId]),
		).toEqual([
			["VI_1", "10.34.0.200", 51],
			["VI_2", "10.34.0.201", 52],
		]);
	});

	test("the second node's keepalived.conf", () => {
		expect(dual.nodes[1]?.keepalivedConf).toMatchSnapshot();
	});

	test("equal priorities are spread, or chance would place the addresses", () => {
		const { nodes } = designHaPair({
			...props,
			timing: "classic",
			vips: [
				Vip.havip({ address: "10.34.0.200" }),
				Vip.havip({ address: "10.34.0.201" }),
			],
			vrrp: Vrrp.dual([51, 52]),
		});
		expect(nodes.map((node) => node.priorities)).toEqual([
			[30, 29],
			[29, 30],
		]);
	});
});

test("several addresses of one virtual router move together", () => {
	const { nodes, vips } = designHaPair({
		...props,
		vips: ["10.34.0.200", "10.34.0.201", "10.34.0.202"].map((address) =>
			Vip.havip({ address }),
		),
	});
	expect(vips.map((vip) => vip.instance)).toEqual(["VI_1", "VI_1", "VI_1"]);
	expect(nodes[0]?.keepalivedConf).toMatchSnapshot();
});

describe("a route VIP", () => {
	const routed: HaPairProps = {
		...props,
		vips: [Vip.route({ address: "10.255.34.200" })],
		routeTarget: { vpcId: "vpc-1", routeTableId: "rtb-1", roleName: "halab" },
	};

	test("is configured as /32 and named in the facts", () => {
		const [node] = designHaPair(routed).nodes;
		expect(node?.keepalivedConf).toContain("10.255.34.200/32 dev eth0");
		expect(node?.facts.route).toEqual({
			vpcId: "vpc-1",
			routeTableId: "rtb-1",
			roleName: "halab",
			destinations: [
				{ instance: "VI_1", cidr: "10.255.34.200/32", outrankedBy: [] },
			],
		});
	});

	const outrankedBy = (
		change: Partial<HaPairProps>,
	): readonly (readonly string[])[][] =>
		designHaPair({ ...routed, ...change }).nodes.map(
			({ facts }) =>
				facts.route?.destinations.map((each) => [...each.outrankedBy]) ?? [],
		);

	test("names to each node those that stay master beside it, as VRRP decides it", () => {
		const nodes = ["10.34.0.9", "10.34.0.10", "10.34.0.3"].map((address) => ({
			address,
		}));
		expect(outrankedBy({ nodes })).toEqual([
			[[]],
			[["10.34.0.9"]],
			[["10.34.0.9", "10.34.0.10"]],
		]);
		const vips = ["10.255.34.200", "10.255.34.201"].map((address) =>
			Vip.route({ address }),
		);
		const [first, second] = nodes;
		if (first === undefined || second === undefined) {
			throw new Error("no nodes");
		}
		expect(
			outrankedBy({
				nodes: [first, second],
				vips,
				vrrp: Vrrp.dual([51, 52]),
			}),
		).toEqual([
			[[], ["10.34.0.10"]],
			[["10.34.0.9"], []],
		]);
		// Equal priorities: the higher address, by number and not by text.
		expect(outrankedBy({ nodes: [first, second], timing: "classic" })).toEqual([
			[["10.34.0.10"]],
			[[]],
		]);
	});

	test("needs to know where the route is", () => {
		const { routeTarget: _, ...without } = routed;
		expect(() => designHaPair(without)).toThrow(/^routeTarget: is missing/);
	});
});

describe("what a cloud can do", () => {
	const target = { vpcId: "vpc-1" };
	const route = (address: string): Partial<HaPairProps> => ({
		vips: [Vip.route({ address })],
		routeTarget: target,
	});

	test.each<[string, Partial<HaPairProps>, RegExp | undefined]>([
		[
			"Kingsoft: HAVIP",
			{ cloud: "ksyun" },
			/vips\[0\]\.address: Kingsoft Cloud has no HAVIP .* supports Vip\.route/,
		],
		[
			"Kingsoft: a route inside the subnet",
			{ cloud: "ksyun", ...route("10.34.0.200") },
			undefined,
		],
		[
			"Kingsoft: a route to the broadcast address",
			{ cloud: "ksyun", ...route("10.34.15.255") },
			/not a usable address/,
		],
		[
			"Tencent: a route inside the VPC",
			{ cloud: "tencentcloud", ...route("10.34.99.1") },
			/10\.34\.99\.1 lies in the VPC 10\.34\.0\.0\/16, and Tencent Cloud routes no address of the VPC itself/,
		],
		[
			"Tencent: a route outside the VPC",
			{ cloud: "tencentcloud", ...route("10.255.34.200") },
			undefined,
		],
		[
			"Alibaba: a route inside the vSwitch",
			{ cloud: "alicloud", ...route("10.34.0.200") },
			/10\.34\.0\.200 lies in the subnet 10\.34\.0\.0\/20, and Alibaba Cloud routes no address of a subnet/,
		],
		[
			"Alibaba: a route inside the VPC, outside the vSwitch",
			{ cloud: "alicloud", ...route("10.34.99.1") },
			undefined,
		],
		[
			"six HAVIPs on one interface",
			{
				vips: [1, 2, 3, 4, 5, 6].map((n) =>
					Vip.havip({ address: `10.34.1.${n}` }),
				),
			},
			/vips: 6 given; Tencent Cloud lets one network interface hold 5 HAVIPs at most/,
		],
		["no address", { vips: [] }, /vips: none given/],
		[
			"both kinds",
			{
				vips: [
					Vip.havip({ address: "10.34.0.200" }),
					Vip.route({ address: "10.255.34.200" }),
				],
			},
			/vips: Vip\.havip and Vip\.route are mixed/,
		],
		[
			"one VRID for two addresses of a dual master",
			{ vrrp: Vrrp.dual([51, 52]) },
			/2 VRIDs for 1 addresses/,
		],
	])("%s", (_name, change, message) => {
		const design = () => designHaPair({ ...props, ...change });
		if (message === undefined) {
			expect(design().vips).toHaveLength(1);
		} else {
			expect(design).toThrow(message);
		}
	});

	test.each([[[51]], [[51, 51]], [[51, 300]]])("dual master with %j", (ids) => {
		expect(() => Vrrp.dual(ids)).toThrow(/vrrp\.virtualRouterId/);
	});
});

describe("a service of one's own", () => {
	const redis = Service.custom({
		unit: "redis-server",
		packages: ["redis-server"],
		port: 6379,
		files: [{ path: "/etc/redis/halab.conf", content: "bind 0.0.0.0\n" }],
		run: [
			[
				"/usr/bin/sed",
				"-i",
				"$a include /etc/redis/halab.conf",
				"/etc/redis/redis.conf",
			],
		],
		health: [
			Health.process("redis-server"),
			Health.script({ command: ["/usr/bin/redis-cli", "ping"] }),
			Health.file("/etc/halab/down"),
		],
	});
	const [node] = designHaPair({ ...props, service: redis }).nodes;

	test("its checks reach keepalived", () => {
		expect(node?.keepalivedConf).toMatchSnapshot();
	});

	test("its files, commands and unit reach the user data", () => {
		const files = deliveredFiles(node?.userData ?? "");
		expect(Object.keys(files)).toEqual(
			expect.arrayContaining([
				"/etc/redis/halab.conf",
				"/etc/systemd/system/redis-server.service.d/halab.conf",
			]),
		);
		expect(node?.userData).toMatch(
			/runcmd:[\s\S]*- \/usr\/local\/sbin\/halab-start\n\s*- redis-server/,
		);
		expect(`${node?.userData}${Object.values(files).join()}`).not.toMatch(
			/nginx\.(service|fault|conf)|- nginx/,
		);
	});

	test.each<[string, () => Service, RegExp]>([
		[
			"unit",
			() => Service.custom({ unit: "a b", packages: [], port: 1 }),
			/service\.unit: "a b"/,
		],
		[
			"package",
			() => Service.custom({ unit: "x", packages: ["x;y"], port: 1 }),
			/service\.packages: "x;y"/,
		],
		[
			"file",
			() =>
				Service.custom({
					unit: "x",
					packages: [],
					port: 1,
					files: [{ path: "etc/x", content: "" }],
				}),
			/service\.files: "etc\/x"/,
		],
		[
			"command",
			() =>
				Service.custom({ unit: "x", packages: [], port: 1, run: [["reboot"]] }),
			/service\.run: "reboot"/,
		],
		[
			"port",
			() => Service.custom({ unit: "x", packages: [], port: 70000 }),
			/service\.port: 70000/,
		],
	])("a wrong %s is refused", (_name, make, message) => {
		expect(make).toThrow(message);
	});

	test("checks that cannot work are refused", () => {
		expect(() => Health.script({ command: ["redis-cli", "ping"] })).toThrow(
			/absolute path of a program/,
		);
		expect(() => Health.file("down")).toThrow(/not an absolute path/);
	});
});

describe("what cannot be designed", () => {
	test.each<[string, Partial<HaPairProps>, RegExp]>([
		[
			"one node",
			{ nodes: [{ address: "10.34.0.2" }] },
			/nodes: 1 given.*2 nodes at least/,
		],
		[
			"a node outside the subnet",
			{ nodes: [{ address: "10.34.0.2" }, { address: "10.35.0.3" }] },
			/nodes\[1\]\.address: 10\.35\.0\.3 is not a usable address/,
		],
		[
			"two nodes with one address",
			{ nodes: [{ address: "10.34.0.2" }, { address: "10.34.0.2" }] },
			/nodes\[1\]\.address: 10\.34\.0\.2 is nodes\[0\]\.address already/,
		],
		[
			"a VIP that is a node",
			{ vips: [Vip.havip({ address: "10.34.0.3" })] },
			/vips\[0\]\.address: 10\.34\.0\.3 is nodes\[1\]\.address already/,
		],
		[
			"a VIP outside the subnet",
			{ vips: [Vip.havip({ address: "10.34.51.9" })] },
			/vips\[0\]\.address: 10\.34\.51\.9 is not a usable address/,
		],
		[
			"clients from anywhere",
			{ clientCidrs: ["0.0.0.0/0"] },
			/clientCidrs: 0\.0\.0\.0\/0 lets the whole internet in/,
		],
		[
			"ssh from anywhere",
			{ sshCidrs: ["0.0.0.0/0"] },
			/sshCidrs: 0\.0\.0\.0\/0 lets the whole internet in/,
		],
		[
			"a subnet that is none",
			{ subnetCidr: "10.34.0.2/20" },
			/subnetCidr: .*canonical form is 10\.34\.0\.0\/20/,
		],
	])("%s", (_name, change, message) => {
		expect(() => designHaPair({ ...props, ...change })).toThrow(message);
	});

	test("anywhere is accepted when it is said to be meant", () => {
		const { securityRules } = designHaPair({
			...props,
			clientCidrs: ["0.0.0.0/0"],
			allowAnywhere: true,
		});
		expect(
			securityRules.some(
				(rule) => rule.direction === "ingress" && rule.cidr === "0.0.0.0/0",
			),
		).toBe(true);
	});

	test.each([0, 256, 1.5])("VRID %d", (virtualRouterId) => {
		expect(() => Vrrp.nopreempt({ virtualRouterId })).toThrow(
			/allowed is a whole number from 1 to 255/,
		);
	});

	test.each([0, 65536])("port %d", (port) => {
		expect(() => Service.nginx({ port })).toThrow(/from 1 to 65535/);
	});

	test.each(["x", "/a b", "/;reboot", "/$(x)"])("health path %j", (path) => {
		expect(() => Health.http({ path })).toThrow(/is not a plain path/);
	});
});
