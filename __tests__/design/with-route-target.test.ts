import { expect, test } from "vitest";
import { designHaPair } from "../../design/design-ha-pair";
import type { HaPairProps } from "../../design/ha-pair-props";
import { Vip } from "../../design/vip";
import { withRouteTarget } from "../../design/with-route-target";
import { deliveredFiles } from "../support/delivered-files";

const props: HaPairProps = {
	cloud: "alicloud",
	region: "cn-hangzhou",
	nodes: [{ address: "10.34.0.2" }, { address: "10.34.0.3" }],
	vpcCidr: "10.34.0.0/16",
	subnetCidr: "10.34.0.0/20",
	vips: [Vip.route({ address: "10.255.34.200" })],
	routeTarget: { vpcId: "vpc-planned" },
	clientCidrs: ["10.34.0.0/16"],
	sshCidrs: ["10.34.51.2/32"],
};
const CREATED = {
	vpcId: "vpc-bp1",
	routeTableId: ["$", "{TfToken[TOKEN.7]}"].join(""),
	roleName: "$& halab",
};

test("is what the design would have been with that target, its size too", () => {
	expect(withRouteTarget(designHaPair(props), CREATED)).toEqual(
		designHaPair({ ...props, routeTarget: CREATED }),
	);
});

test("changes each node's facts and no other file", () => {
	const design = designHaPair(props);
	withRouteTarget(design, CREATED).nodes.forEach((node, index) => {
		const { "/etc/halab/node.json": facts, ...files } = deliveredFiles(
			node.userData,
		);
		const { "/etc/halab/node.json": _, ...before } = deliveredFiles(
			design.nodes[index]?.userData ?? "",
		);
		expect(files).toEqual(before);
		expect(JSON.parse(facts ?? "")).toEqual(node.facts);
		expect(node.facts.route).toMatchObject(CREATED);
	});
});

test("leaves a pair without routes as it is", () => {
	const { routeTarget: _, ...rest } = props;
	const design = designHaPair({
		...rest,
		vips: [Vip.havip({ address: "10.34.0.200" })],
	});
	expect(withRouteTarget(design, CREATED)).toEqual(design);
});

test("refuses user data that is somebody else's", () => {
	const design = designHaPair(props);
	const nodes = design.nodes.map((node) => ({
		...node,
		userData: "#!/bin/sh\n",
	}));
	expect(() => withRouteTarget({ ...design, nodes }, CREATED)).toThrow(
		/the user data has no \/etc\/halab\/node\.json with .*vpc-planned/,
	);
});
