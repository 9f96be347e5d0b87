import { describe, expect, it } from "vitest";
import {
	TencentNexthopRole,
	type TencentNexthopRoleProps,
} from "../../../constructs/tencentcloud";
import {
	network,
	pair,
	REGION,
	resource,
	resources,
	routePair,
	synthesize,
	testStack,
} from "./support";

const synthesizeRole = (props: Partial<TencentNexthopRoleProps> = {}) =>
	synthesize((scope) => {
		new TencentNexthopRole(scope, "Role", {
			name: "halab",
			network: network(scope),
			...props,
		});
	});

const documentOf = (block: Readonly<Record<string, unknown>>): unknown =>
	JSON.parse(String(block["document"]));

describe("TencentNexthopRole", () => {
	it("can be taken on by machines only", () => {
		const role = resource(synthesizeRole(), "cam_role");
		expect(role).toMatchObject({ name: "halab-nexthop", console_login: false });
		expect(documentOf(role)).toEqual({
			version: "2.0",
			statement: [
				{
					effect: "allow",
					action: ["name/sts:AssumeRole"],
					principal: { service: ["cvm.qcloud.com"] },
				},
			],
		});
	});

	it("may replace the routes of one route table, and create and delete nothing", () => {
		const policy = resource(synthesizeRole(), "cam_policy");
		expect(documentOf(policy)).toEqual({
			version: "2.0",
			statement: [
				{
					effect: "allow",
					action: ["name/vpc:DescribeRouteTables"],
					resource: ["*"],
				},
				{
					effect: "allow",
					action: ["name/vpc:ReplaceRoutes"],
					resource: [
						expect.stringMatching(
							new RegExp(
								`^qcs::vpc:${REGION}::rtb/\\$\\{tencentcloud_route_table\\.[\\w-]+\\.id\\}$`,
							),
						),
					],
				},
			],
		});
	});

	it("may change every route table when asked to", () => {
		const policy = resource(
			synthesizeRole({ allRouteTables: true }),
			"cam_policy",
		);
		expect(documentOf(policy)).toMatchObject({
			statement: [{}, { resource: ["*"] }],
		});
	});

	it("has its policy", () => {
		expect(
			resource(synthesizeRole(), "cam_role_policy_attachment"),
		).toMatchObject({
			role_id: expect.stringMatching(/^\$\{tencentcloud_cam_role\./),
			policy_id: expect.stringMatching(/^\$\{tencentcloud_cam_policy\./),
		});
	});

	it("may exist already", () => {
		const synthesized = synthesize((scope) =>
			routePair(scope, {
				nexthopRole: TencentNexthopRole.fromName(scope, "Role", "mine"),
			}),
		);
		expect(resources(synthesized, "cam_role")).toEqual([]);
		for (const block of resources(synthesized, "instance")) {
			expect(block).toMatchObject({ cam_role_name: "mine" });
		}
	});

	it("is refused where there is no route to move", () => {
		const stack = testStack();
		expect(() =>
			pair(stack, {
				nexthopRole: TencentNexthopRole.fromName(stack, "Role", "mine"),
			}),
		).toThrow(
			"stack/Pair.nexthopRole: is given, but no address of the pair is a Vip.route",
		);
	});

	it.each([
		[
			{ name: "x".repeat(121) },
			'stack/Role.name: "' +
				"x".repeat(121) +
				'-nexthop" has 129 characters; Tencent Cloud takes 1 to 128',
		],
		[
			{ name: "ha lab" },
			'stack/Role.name: "ha lab-nexthop" is not allowed; a role\'s name has letters, digits and + = , . @ _ - only',
		],
	])("refuses %j", (props, message) => {
		const stack = testStack();
		expect(
			() =>
				new TencentNexthopRole(stack, "Role", {
					network: network(stack),
					...props,
				}),
		).toThrow(message);
	});
});
