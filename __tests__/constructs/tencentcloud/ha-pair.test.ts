import { randomBytes } from "node:crypto";
import { describe, expect, it } from "vitest";
import {
	type AntiAffinity,
	TENCENT_IMAGES,
	TencentNetwork,
	TencentSecurityGroup,
} from "../../../constructs/tencentcloud";
import { Service } from "../../../design/service";
import { Vip } from "../../../design/vip";
import {
	dataSources,
	network,
	pair,
	REGION,
	resource,
	resources,
	synthesize,
	testStack,
	userDataTexts,
} from "./support";

describe("TencentHaPair", () => {
	it("gives each node its fixed address, its name and its key, and no public address", () => {
		const synthesized = synthesize((scope) => pair(scope));
		expect(resources(synthesized, "instance")).toMatchObject(
			["1", "2"].map((number) => ({
				instance_name: `halab-node-${number}`,
				hostname: `node-${number}`,
				private_ip: `10.34.0.${Number(number) + 1}`,
				allocate_public_ip: false,
				key_ids: [
					expect.stringMatching(/^\$\{tencentcloud_key_pair\..*\.id\}$/),
				],
				image_id: TENCENT_IMAGES.debian12,
			})),
		);
	});

	it("has no password anywhere", () => {
		const synthesized = synthesize((scope) => pair(scope));
		for (const block of resources(synthesized, "instance")) {
			expect(block).not.toHaveProperty("password");
		}
	});

	it("boots the nodes when the way out and the rules are there", () => {
		const synthesized = synthesize((scope) => pair(scope));
		for (const block of resources(synthesized, "instance")) {
			const { depends_on } = block;
			expect(depends_on).toEqual([
				expect.stringMatching(/^tencentcloud_security_group_rule_set\./),
				expect.stringMatching(
					/^tencentcloud_route_table_entry\..*DefaultRoute/,
				),
			]);
		}
	});

	it("keeps the nodes on different hosts, or whatever else they are not to share", () => {
		const synthesized = synthesize((scope) => pair(scope));
		expect(resource(synthesized, "placement_group")).toMatchObject({
			name: "halab-nodes",
			type: "HOST",
		});
		for (const block of resources(synthesized, "instance")) {
			expect(block).toMatchObject({
				placement_group_id: expect.stringMatching(
					/^\$\{tencentcloud_placement_group\./,
				),
			});
		}
		const placed = (antiAffinity: AntiAffinity) =>
			synthesize((scope) => pair(scope, { antiAffinity }));
		expect(resource(placed("switch"), "placement_group")).toMatchObject({
			type: "SW",
		});
		expect(resource(placed("rack"), "placement_group")).toMatchObject({
			type: "RACK",
		});
		const together = placed("none");
		expect(resources(together, "placement_group")).toEqual([]);
		for (const block of resources(together, "instance")) {
			expect(block).not.toHaveProperty("placement_group_id");
		}
	});

	it("delivers the user data of the design, safe from Terraform's templates", () => {
		let userData: readonly string[] = [];
		const synthesized = synthesize((scope) => {
			const service = Service.custom({
				unit: "x",
				packages: [],
				port: 80,
				files: [{ path: "/etc/own", content: ["$", "{HOME}"].join("") }],
			});
			userData = pair(scope, { service }).design.nodes.map(
				(node) => node.userData,
			);
		});
		const texts = Object.values(synthesized.locals ?? {}).filter((text) =>
			text.startsWith("#cloud-config"),
		);
		expect(texts).toHaveLength(2);
		expect(texts.join()).not.toMatch(/(?<!\$)\$\{|(?<!%)%\{/);
		expect(userDataTexts(synthesized)).toEqual(userData);
		expect(userData[0]).toContain("$" + "{HOME}");
	});

	it("leaves a node alone whose user data changes", () => {
		const synthesized = synthesize((scope) => pair(scope));
		for (const block of resources(synthesized, "instance")) {
			expect(block).not.toHaveProperty("user_data_replace_on_change");
			expect(block["lifecycle"]).toMatchObject({
				ignore_changes: ["user_data"],
			});
			expect(block["lifecycle"]).not.toHaveProperty("replace_triggered_by");
		}
	});

	it("takes the region from the network and names this cloud", () => {
		const { design } = pair(testStack());
		expect(
			design.nodes.map(({ facts }) => [facts.cloud, facts.region]),
		).toEqual([
			["tencentcloud", REGION],
			["tencentcloud", REGION],
		]);
	});

	it("lets everything pass between the nodes only, and nobody in from anywhere", () => {
		const synthesized = synthesize((scope) => pair(scope));
		const { ingress } = resource(synthesized, "security_group_rule_set");
		expect(ingress).toEqual(
			expect.arrayContaining([
				expect.objectContaining({ protocol: "ALL", cidr_block: "10.34.0.2" }),
				expect.objectContaining({ protocol: "ALL", cidr_block: "10.34.0.3" }),
			]),
		);
		const everything = Array.isArray(ingress)
			? ingress.filter((rule) => rule.protocol === "ALL")
			: [];
		expect(everything).toHaveLength(2);
		expect(JSON.stringify(ingress)).not.toContain("0.0.0.0/0");
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
			const subnet = { subnetId: "subnet-1", zone: `${REGION}-3` };
			pair(scope, {
				network: TencentNetwork.fromIds(scope, "Existing", {
					region: REGION,
					vpcId: "vpc-1",
					vpcCidr: "10.34.0.0/16",
					publicSubnet: { ...subnet, cidr: "10.34.51.0/24" },
					privateSubnet: { ...subnet, cidr: "10.34.0.0/20" },
				}),
				securityGroup: TencentSecurityGroup.fromId(scope, "Group", "sg-1"),
			});
		});
		expect(resources(synthesized, "security_group")).toEqual([]);
		expect(resources(synthesized, "instance")).toMatchObject([
			{ vpc_id: "vpc-1", orderly_security_groups: ["sg-1"] },
			{ subnet_id: "subnet-1", availability_zone: `${REGION}-3` },
		]);
	});

	it("looks an image up by name when asked to, and then keeps it", () => {
		const synthesized = synthesize((scope) =>
			pair(scope, { imageNameRegex: "^Debian Server 12" }),
		);
		expect(dataSources(synthesized, "images")).toMatchObject([
			{ image_type: ["PUBLIC_IMAGE"], image_name_regex: "^Debian Server 12" },
		]);
		for (const block of resources(synthesized, "instance")) {
			expect(block).toMatchObject({
				image_id: expect.stringContaining("data.tencentcloud_images."),
				lifecycle: {
					ignore_changes: ["image_id", "user_data"],
				},
			});
		}
	});

	it("needs no look-up by default", () => {
		expect(synthesize((scope) => pair(scope)).data).toBeUndefined();
	});

	it.each([
		[
			{ instanceType: "t2.micro" },
			'stack/Pair.instanceType: "t2.micro" is not an instance type; it is a family and a size with a dot between, e.g. SA5.MEDIUM2',
		],
		[
			{ instanceType: "SA5" },
			'stack/Pair.instanceType: "SA5" is not an instance type; it is a family and a size with a dot between, e.g. SA5.MEDIUM2',
		],
		[
			{ imageId: "debian" },
			'stack/Pair.imageId: "debian" is not an image id; it looks like img-',
		],
		[
			{ imageId: "img-487zeit5", imageNameRegex: "x" },
			"stack/Pair.imageNameRegex: is given beside imageId; give one of them",
		],
		[
			{ systemDiskSizeGb: 10 },
			"stack/Pair.systemDiskSizeGb: 10 is not allowed; allowed is a whole number from 20 to 2048",
		],
		[
			{ name: "x".repeat(60) },
			"has 66 characters; Tencent Cloud takes 1 to 60",
		],
		[
			{ nodes: [{ address: "10.34.0.2" }] },
			"nodes: 1 given; a pair needs 2 nodes at least",
		],
		[
			{ nodes: [{ address: "10.34.51.9" }, { address: "10.34.0.3" }] },
			"nodes[0].address: 10.34.51.9 is not a usable address of the pair's subnet 10.34.0.0/20",
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
							content: randomBytes(13_000).toString("base64"),
						},
					],
				}),
			},
			/after gzip and base64; the cloud takes 16384 at most/,
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
			'{"systemDiskType": "cloud_essd"}',
			'stack/Pair.systemDiskType: "cloud_essd" is not allowed; allowed are CLOUD_BSSD, CLOUD_PREMIUM,',
		],
		[
			'{"antiAffinity": "room"}',
			'stack/Pair.antiAffinity: "room" is not allowed; allowed are host, switch, rack, none',
		],
	])("refuses %s from where no compiler looked", (json, message) => {
		expect(() => pair(testStack(), JSON.parse(json))).toThrow(message);
	});

	it("refuses an instance name that is too long or too short", () => {
		const stack = testStack();
		const group = TencentSecurityGroup.fromId(stack, "Group", "sg-1");
		expect(() =>
			pair(stack, {
				network: network(stack),
				securityGroup: group,
				name: "x".repeat(130),
			}),
		).toThrow(/characters; Tencent Cloud takes/);
	});
});
