import { randomBytes } from "node:crypto";
import { describe, expect, it } from "vitest";
import {
	ALICLOUD_IMAGES,
	AlicloudNetwork,
	AlicloudSecurityGroup,
} from "../../../constructs/alicloud";
import { designHaPair } from "../../../design/design-ha-pair";
import { Service } from "../../../design/service";
import { Vip } from "../../../design/vip";
import {
	dataSources,
	PAIR_PROPS,
	pair,
	REGION,
	resource,
	resources,
	routePair,
	synthesize,
	testStack,
	userDataTexts,
} from "./support";

const warnings = (imageId: string): string[] =>
	pair(testStack(), { imageId }).node.metadata.map(({ data }) => String(data));

describe("AlicloudHaPair", () => {
	it("gives each node its fixed address, its name and its key, and no public address", () => {
		const synthesized = synthesize((scope) => pair(scope));
		expect(resources(synthesized, "instance")).toMatchObject(
			[1, 2].map((number) => ({
				instance_name: `halab-node-${number}`,
				host_name: `node-${number}`,
				private_ip: `10.34.0.${number + 1}`,
				vswitch_id: expect.stringContaining("PrivateSubnet"),
				internet_max_bandwidth_out: 0,
				instance_type: "ecs.e-c1m1.large",
				image_id: ALICLOUD_IMAGES.ubuntu2404,
				key_name: expect.stringMatching(
					/^\$\{alicloud_ecs_key_pair\..*\.id\}$/,
				),
			})),
		);
	});

	it("has no password anywhere", () => {
		const synthesized = synthesize((scope) => pair(scope));
		for (const block of resources(synthesized, "instance")) {
			expect(block).not.toHaveProperty("password");
		}
	});

	it("wants a token for the metadata of every machine", () => {
		const synthesized = synthesize((scope) => pair(scope));
		for (const block of resources(synthesized, "instance")) {
			expect(block).toMatchObject({
				http_endpoint: "enabled",
				http_tokens: "required",
			});
		}
	});

	it("boots the nodes when the way out and the rules are there", () => {
		const synthesized = synthesize((scope) => pair(scope));
		for (const block of resources(synthesized, "instance")) {
			const dependsOn = block["depends_on"];
			expect(dependsOn).toEqual(
				expect.arrayContaining([
					expect.stringMatching(/^alicloud_snat_entry\./),
					expect.stringMatching(
						/^alicloud_security_group_rule\..*ingress-all-.*10-34-0-2-32/,
					),
				]),
			);
			expect(dependsOn).toHaveLength(
				resources(synthesized, "security_group_rule").length + 1,
			);
		}
	});

	it("keeps the nodes on different hosts unless they may share one", () => {
		const synthesized = synthesize((scope) => pair(scope));
		expect(resource(synthesized, "ecs_deployment_set")).toEqual({
			deployment_set_name: "halab-nodes",
			strategy: "Availability",
		});
		for (const block of resources(synthesized, "instance")) {
			expect(block).toMatchObject({
				deployment_set_id: expect.stringMatching(
					/^\$\{alicloud_ecs_deployment_set\./,
				),
			});
		}
		const together = synthesize((scope) =>
			pair(scope, { antiAffinity: "none" }),
		);
		expect(resources(together, "ecs_deployment_set")).toEqual([]);
		for (const block of resources(together, "instance")) {
			expect(block).not.toHaveProperty("deployment_set_id");
		}
	});

	it("delivers the design's user data to the byte, safe from Terraform's templates", () => {
		const designed = designHaPair({
			...PAIR_PROPS,
			cloud: "alicloud",
			region: REGION,
			vpcCidr: "10.34.0.0/16",
			subnetCidr: "10.34.0.0/20",
		}).nodes.map((node) => node.userData);
		const synthesized = synthesize((scope) => pair(scope));
		expect(userDataTexts(synthesized)).toEqual(designed);
		const texts = Object.values(synthesized.locals ?? {}).filter((text) =>
			text.startsWith("#cloud-config"),
		);
		expect(texts).toHaveLength(2);
		expect(texts.join()).not.toMatch(/(?<!\$)\$\{|(?<!%)%\{/);
		expect(designed[0]).toMatch(/^#cloud-config\n/);
	});

	it("delivers the design's user data of a route VIP to the byte", () => {
		const routeTarget = {
			vpcId: "vpc-1",
			routeTableId: "vtb-1",
			roleName: "halab-nexthop",
		};
		const vips = [Vip.route({ address: "10.255.34.200" })];
		const designed = designHaPair({
			...PAIR_PROPS,
			vips,
			routeTarget,
			cloud: "alicloud",
			region: REGION,
			vpcCidr: "10.34.0.0/16",
			subnetCidr: "10.34.0.0/20",
		}).nodes.map((node) => node.userData);
		const delivered = userDataTexts(
			synthesize((scope) => routePair(scope)),
		).map((text) =>
			text
				.replace(/\$\{alicloud_vpc\.[\w-]+\.id\}/, "vpc-1")
				.replace(/\$\{alicloud_vpc\.[\w-]+\.route_table_id\}/, "vtb-1"),
		);
		expect(delivered).toEqual(designed);
	});

	it("leaves a node alone whose user data changes", () => {
		for (const block of resources(
			synthesize((scope) => pair(scope)),
			"instance",
		)) {
			expect(block["lifecycle"]).toMatchObject({
				ignore_changes: ["user_data"],
			});
			expect(block["lifecycle"]).not.toHaveProperty("replace_triggered_by");
		}
	});

	it("lets everything pass between the nodes only, and nobody in from anywhere", () => {
		const synthesized = synthesize((scope) => pair(scope));
		expect(resource(synthesized, "security_group")).toMatchObject({
			inner_access_policy: "Accept",
		});
		const ingress = resources(synthesized, "security_group_rule").filter(
			({ type }) => type === "ingress",
		);
		expect(
			ingress
				.filter(({ ip_protocol }) => ip_protocol === "all")
				.map(({ cidr_ip }) => cidr_ip),
		).toEqual(["10.34.0.2/32", "10.34.0.3/32"]);
		expect(ingress.map(({ cidr_ip }) => cidr_ip)).not.toContain("0.0.0.0/0");
	});

	it("has as many nodes as it is asked for", () => {
		const synthesized = synthesize((scope) =>
			pair(scope, {
				nodes: ["10.34.0.2", "10.34.0.3", "10.34.0.4"].map((address) => ({
					address,
				})),
			}),
		);
		expect(resources(synthesized, "instance")).toHaveLength(3);
	});

	it("lives in an existing network with an existing security group", () => {
		const synthesized = synthesize((scope) => {
			const subnet = { subnetId: "vsw-1", zone: `${REGION}-k` };
			pair(scope, {
				network: AlicloudNetwork.fromIds(scope, "Existing", {
					region: REGION,
					vpcId: "vpc-1",
					vpcCidr: "10.34.0.0/16",
					publicSubnet: { ...subnet, cidr: "10.34.51.0/24" },
					privateSubnet: { ...subnet, cidr: "10.34.0.0/20" },
				}),
				securityGroup: AlicloudSecurityGroup.fromId(scope, "Group", "sg-1"),
			});
		});
		expect(resources(synthesized, "security_group")).toEqual([]);
		expect(resources(synthesized, "instance")).toMatchObject([
			{ vswitch_id: "vsw-1", security_groups: ["sg-1"] },
			{ vswitch_id: "vsw-1", availability_zone: `${REGION}-k` },
		]);
	});

	it("looks an image up by name when asked to, and then keeps it", () => {
		const synthesized = synthesize((scope) =>
			pair(scope, { imageNameRegex: "^ubuntu_24_04_x64_20G_alibase" }),
		);
		expect(dataSources(synthesized, "images")).toMatchObject([
			{
				owners: "system",
				most_recent: true,
				name_regex: "^ubuntu_24_04_x64_20G_alibase",
			},
		]);
		for (const block of resources(synthesized, "instance")) {
			expect(block).toMatchObject({
				image_id: expect.stringContaining("data.alicloud_images."),
				lifecycle: { ignore_changes: ["image_id", "user_data"] },
			});
		}
	});

	it("needs no look-up by default", () => {
		expect(synthesize((scope) => pair(scope)).data).toBeUndefined();
	});

	it("warns of an image whose cloud-init cannot read its user data", () => {
		expect(warnings("debian_12_9_x64_20G_alibase_20250314.vhd")).toEqual([
			expect.stringContaining("is older than 23.2.2"),
		]);
		expect(warnings("m-bp1g7004ksh0oeuc")).toEqual([]);
	});

	it.each([
		[
			{ instanceType: "c7.large" },
			'stack/Pair.instanceType: "c7.large" is not an instance type; it is "ecs", a family and a size with dots between, e.g. ecs.e-c1m1.large',
		],
		[
			{ imageId: "debian" },
			'stack/Pair.imageId: "debian" is not an image id; it looks like ubuntu_24_04_x64_20G_alibase_',
		],
		[
			{ imageId: "m-1", imageNameRegex: "x" },
			"stack/Pair.imageNameRegex: is given beside imageId; give one of them",
		],
		[
			{ systemDiskSizeGb: 10 },
			"stack/Pair.systemDiskSizeGb: 10 is not allowed; allowed is a whole number from 20 to 2048",
		],
		[
			{ name: "x".repeat(125) },
			"has 131 characters; Alibaba Cloud takes 2 to 128",
		],
		[{ name: "ha.lab" }, '"ha.lab-nodes" is not allowed; a name starts with'],
		[
			{ nodes: [{ address: "10.34.0.2" }] },
			"nodes: 1 given; a pair needs 2 nodes at least",
		],
		[
			{
				nodes: Array.from({ length: 21 }, (_, index) => ({
					address: `10.34.0.${index + 2}`,
				})),
			},
			"stack/Pair.nodes: 21 given; a deployment set spreads 20 machines of a zone at most",
		],
		[
			{ nodes: [{ address: "10.34.15.253" }, { address: "10.34.0.3" }] },
			"stack/Pair.nodes[0].address: 10.34.15.253 is not a usable address of the vSwitch 10.34.0.0/20; Alibaba Cloud keeps the first and the last 3",
		],
		[
			{ vips: [Vip.havip({ address: "10.34.15.254" })] },
			"stack/Pair.vips[0].address: 10.34.15.254 is not a usable address of the vSwitch",
		],
		[
			{
				service: Service.custom({
					unit: "x",
					packages: [],
					port: 80,
					files: [
						{
							path: "/etc/large",
							content: randomBytes(40_000).toString("base64"),
						},
					],
				}),
			},
			/after gzip; the cloud takes 32768 at most/,
		],
		[
			{ vips: [Vip.havip({ address: "10.34.0.2" })] },
			"vips[0].address: 10.34.0.2 is nodes[0].address already",
		],
		[
			{ clientCidrs: ["0.0.0.0/0"] },
			"clientCidrs: 0.0.0.0/0 lets the whole internet in",
		],
	])("refuses %#", (props, message) => {
		expect(() => pair(testStack(), props)).toThrow(message);
	});

	it.each([
		[
			'{"systemDiskType": "CLOUD_BSSD"}',
			'stack/Pair.systemDiskType: "CLOUD_BSSD" is not allowed; allowed are cloud_essd, cloud_essd_entry, cloud_auto, cloud_ssd, cloud_efficiency',
		],
	])("refuses %s from where no compiler looked", (json, message) => {
		expect(() => pair(testStack(), JSON.parse(json))).toThrow(message);
	});
});
