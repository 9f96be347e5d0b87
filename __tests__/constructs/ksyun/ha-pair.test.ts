import { randomBytes } from "node:crypto";
import { describe, expect, it } from "vitest";
import {
	type KsyunHaPairProps,
	KsyunNetwork,
	KsyunSecurityGroup,
} from "../../../constructs/ksyun";
import { designHaPair } from "../../../design/design-ha-pair";
import { Service } from "../../../design/service";
import { Vip } from "../../../design/vip";
import {
	IMAGE_ID,
	PAIR_PROPS,
	pair,
	REGION,
	resource,
	resources,
	synthesize,
	testStack,
	userDataTexts,
} from "./support";

const VPC_ID = "43d6c641-3d08-4415-8b1f-f49341d75d0b";

const existingNetwork = (scope: Parameters<typeof pair>[0]) => {
	const subnet = { subnetId: "subnet-1", zone: `${REGION}a` };
	return KsyunNetwork.fromIds(scope, "Existing", {
		region: REGION,
		vpcId: VPC_ID,
		vpcCidr: "10.34.0.0/16",
		publicSubnet: { ...subnet, cidr: "10.34.51.0/24" },
		privateSubnet: { ...subnet, cidr: "10.34.0.0/20" },
	});
};

const designed = (props: Partial<KsyunHaPairProps> = {}): string[] =>
	designHaPair({
		...PAIR_PROPS,
		...props,
		cloud: "ksyun",
		region: REGION,
		vpcCidr: "10.34.0.0/16",
		subnetCidr: "10.34.0.0/20",
		routeTarget: { vpcId: VPC_ID },
	}).nodes.map((node) => node.userData);

const service = (content: string, path = "/etc/app.conf"): Service =>
	Service.custom({
		unit: "nginx",
		port: 80,
		packages: ["nginx"],
		files: [{ path, content }],
	});

describe("KsyunHaPair", () => {
	it("gives each node its fixed address, its name and its key", () => {
		const synthesized = synthesize((scope) => pair(scope));
		expect(resources(synthesized, "instance")).toMatchObject(
			[1, 2].map((number) => ({
				instance_name: `halab-node-${number}`,
				host_name: `node-${number}`,
				private_ip_address: `10.34.0.${number + 1}`,
				subnet_id: expect.stringContaining("PrivateSubnet"),
				security_group_id: [expect.stringMatching(/^\$\{ksyun_security_group/)],
				key_id: [expect.stringMatching(/^\$\{ksyun_ssh_key\..*\.id\}$/)],
				image_id: IMAGE_ID,
				charge_type: "HourlyInstantSettlement",
				system_disk: { disk_type: "SSD3.0", disk_size: 20 },
			})),
		);
	});

	it("has no public address, no password and no role", () => {
		const synthesized = synthesize((scope) => pair(scope));
		expect(resources(synthesized, "eip")).toEqual([]);
		for (const block of resources(synthesized, "instance")) {
			expect(block).not.toHaveProperty("instance_password");
			expect(block).not.toHaveProperty("iam_role_name");
		}
	});

	it("boots the nodes when the way out and the rules are there", () => {
		const synthesized = synthesize((scope) => pair(scope));
		for (const block of resources(synthesized, "instance")) {
			const dependsOn = block["depends_on"];
			expect(dependsOn).toContainEqual(
				expect.stringMatching(/^ksyun_nat_associate\./),
			);
			expect(dependsOn).toHaveLength(
				resources(synthesized, "security_group_entry").length + 1,
			);
		}
	});

	it("keeps the nodes on different hosts unless they may share one", () => {
		const synthesized = synthesize((scope) => pair(scope));
		expect(resource(synthesized, "data_guard_group")).toEqual({
			data_guard_name: "halab-nodes",
			data_guard_type: "host",
		});
		for (const block of resources(synthesized, "instance")) {
			expect(block).toMatchObject({
				data_guard_id: expect.stringMatching(/^\$\{ksyun_data_guard_group\./),
			});
		}
		const together = synthesize((scope) =>
			pair(scope, { antiAffinity: "none" }),
		);
		expect(resources(together, "data_guard_group")).toEqual([]);
	});

	it("delivers the design's user data to the byte", () => {
		const delivered = userDataTexts(
			synthesize((scope) => pair(scope, { network: existingNetwork(scope) })),
		);
		expect(delivered).toEqual(designed());
		expect(delivered[0]).toMatch(/^#cloud-config\n/);
	});

	it("lets Terraform fill in the id of a VPC that it is to make", () => {
		expect(
			userDataTexts(synthesize((scope) => pair(scope))).map((text) =>
				text.replace(/\$\{ksyun_vpc\.[\w-]+\.id\}/, VPC_ID),
			),
		).toEqual(designed());
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
		const ingress = resources(
			synthesize((scope) => pair(scope)),
			"security_group_entry",
		).filter(({ direction }) => direction === "in");
		expect(
			ingress
				.filter(({ protocol }) => protocol === "ip")
				.map(({ cidr_block }) => cidr_block),
		).toEqual(["10.34.0.2/32", "10.34.0.3/32"]);
		expect(ingress.map(({ cidr_block }) => cidr_block)).not.toContain(
			"0.0.0.0/0",
		);
	});

	it("lives in an existing network with an existing security group", () => {
		const synthesized = synthesize((scope) =>
			pair(scope, {
				network: existingNetwork(scope),
				securityGroup: KsyunSecurityGroup.fromId(scope, "Group", "sg-1"),
			}),
		);
		expect(resources(synthesized, "security_group")).toEqual([]);
		expect(resources(synthesized, "instance")).toMatchObject([
			{ subnet_id: "subnet-1", security_group_id: ["sg-1"] },
			{ subnet_id: "subnet-1", security_group_id: ["sg-1"] },
		]);
	});

	it("needs no look-up", () => {
		expect(synthesize((scope) => pair(scope)).data).toBeUndefined();
	});

	it("refuses user data that is too large", () => {
		const propsOf = (bytes: number) => ({
			service: Service.custom({
				unit: "x",
				packages: [],
				port: 80,
				files: [
					{
						path: "/etc/large",
						content: randomBytes((bytes * 3) / 4).toString("base64"),
					},
				],
			}),
		});
		expect(() => pair(testStack(), propsOf(400))).not.toThrow();
		expect(() => pair(testStack(), propsOf(12_000))).toThrow(
			/^the user data of node-1 has \d{5} bytes after gzip and base64; the cloud takes 16384 at most/,
		);
	});

	it("keeps keys out of the user data", () => {
		const key = `AKLT${"x".repeat(20)}`;
		const refusal = (wrong: Service): string => {
			try {
				pair(testStack(), { service: wrong });
			} catch (error) {
				return String(error);
			}
			return "none";
		};
		expect(refusal(service(`key = ${key}\n`))).toContain(
			"stack/Pair.nodes[0]: its user data holds what looks like an access key of Kingsoft Cloud (AKLT…)",
		);
		expect(refusal(service(`key = ${key}\n`))).not.toContain(key);
		expect(refusal(service("{}", "/etc/halab/credentials.json"))).toContain(
			"stack/Pair.nodes[0]: its user data writes /etc/halab/credentials.json",
		);
		expect(refusal(service("listen 80\n"))).toBe("none");
	});

	it("tells who has no image how to find one", () => {
		const nothing: KsyunHaPairProps = JSON.parse("{}");
		for (const imageId of [nothing.imageId, ""]) {
			expect(() => pair(testStack(), { imageId })).toThrow(
				/^stack\/Pair\.imageId: is missing; .*DescribeImages .*cloud_init_support = true/,
			);
		}
	});

	it.each([
		[
			{ imageId: "debian" },
			/^stack\/Pair\.imageId: "debian" is not an image id; it is a UUID.*cloud_init_support/,
		],
		[
			{ instanceType: "S6" },
			'stack/Pair.instanceType: "S6" is not an instance type; it is a family and a size with a dot between, e.g. S6.2A',
		],
		[
			{ systemDiskSizeGb: 501 },
			"stack/Pair.systemDiskSizeGb: 501 is not allowed; allowed is a whole number from 20 to 500",
		],
		[
			{ name: "x".repeat(60) },
			"has 66 characters; Kingsoft Cloud takes 2 to 64",
		],
		[
			{ vips: [Vip.havip({ address: "10.34.0.200" })] },
			"vips[0].address: Kingsoft Cloud has no HAVIP that Terraform can make; it supports Vip.route",
		],
		[
			{ nodes: [{ address: "10.34.0.1" }, { address: "10.34.0.3" }] },
			"stack/Pair.nodes[0].address: 10.34.0.1 is the gateway of the subnet 10.34.0.0/20",
		],
		[
			{ vips: [Vip.route({ address: "10.34.0.1" })] },
			"stack/Pair.vips[0].address: 10.34.0.1 is the gateway of the subnet 10.34.0.0/20",
		],
		[
			{ vips: [Vip.route({ address: "10.34.51.255" })] },
			"stack/Pair.vips[0].address: 10.34.51.255 is not a usable address of the subnet 10.34.51.0/24",
		],
		[
			{ vips: [Vip.route({ address: "10.34.0.2" })] },
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
			'{"instanceChargeType": "Monthly"}',
			'stack/Pair.instanceChargeType: "Monthly" is not allowed; allowed are HourlyInstantSettlement, Daily',
		],
		[
			'{"systemDiskType": "cloud_essd"}',
			'stack/Pair.systemDiskType: "cloud_essd" is not allowed; allowed are SSD3.0, EHDD, ESSD_PL0',
		],
	])("refuses %s from where no compiler looked", (json, message) => {
		expect(() => pair(testStack(), JSON.parse(json))).toThrow(message);
	});

	it.each([
		"10.34.0.200",
		"10.34.51.200",
		"10.34.99.9",
		"10.255.34.200",
	])("takes the route VIP %s", (address) => {
		expect(() =>
			pair(testStack(), { vips: [Vip.route({ address })] }),
		).not.toThrow();
	});
});
