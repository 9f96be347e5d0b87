import type { Construct } from "constructs";
import { describe, expect, test } from "vitest";
import {
	AlicloudHaPair,
	type AlicloudHaPairBaseProps,
} from "../../../constructs/alicloud";
import { KsyunHaPair, KsyunNexthopRole } from "../../../constructs/ksyun";
import {
	TencentHaPair,
	type TencentHaPairBaseProps,
} from "../../../constructs/tencentcloud";
import type { CloudId } from "../../../design/clouds";
import { designHaPair } from "../../../design/design-ha-pair";
import type { HaPairDesign } from "../../../design/ha-pair-design";
import type { HaPairOptions, HaPairProps } from "../../../design/ha-pair-props";
import { Vip } from "../../../design/vip";
import * as alicloud from "../alicloud/support";
import * as ksyun from "../ksyun/support";
import * as tencentcloud from "../tencentcloud/support";

const OPTIONS: HaPairOptions = {
	nodes: [{ address: "10.34.0.2" }, { address: "10.34.0.3" }],
	vips: [Vip.havip({ address: "10.34.0.200" })],
	clientCidrs: ["10.34.0.0/16"],
	sshCidrs: ["10.34.51.2/32"],
};
const ROUTED: HaPairOptions = {
	...OPTIONS,
	vips: [Vip.route({ address: "10.255.34.200" })],
};

const designFor = (
	cloud: CloudId,
	region: string,
	props: Partial<HaPairProps> = {},
): HaPairDesign =>
	designHaPair({
		...OPTIONS,
		cloud,
		region,
		vpcCidr: "10.34.0.0/16",
		subnetCidr: "10.34.0.0/20",
		...props,
	});

const tencentPair = (
	scope: Construct,
	pair: HaPairOptions | { readonly design: HaPairDesign },
): TencentHaPair => {
	const base: TencentHaPairBaseProps = {
		name: "halab",
		network: tencentcloud.network(scope),
		keyPair: tencentcloud.keyPair(scope),
	};
	return new TencentHaPair(scope, "Pair", { ...base, ...pair });
};

const alicloudPair = (
	scope: Construct,
	pair: HaPairOptions | { readonly design: HaPairDesign },
): AlicloudHaPair => {
	const base: AlicloudHaPairBaseProps = {
		name: "halab",
		network: alicloud.network(scope),
		keyPair: alicloud.keyPair(scope),
	};
	return new AlicloudHaPair(scope, "Pair", { ...base, ...pair });
};

const CLOUDS = [
	{
		cloud: "tencentcloud",
		region: tencentcloud.REGION,
		synthesize: (pair: HaPairOptions | { readonly design: HaPairDesign }) =>
			tencentcloud.synthesize((scope) => tencentPair(scope, pair)),
	},
	{
		cloud: "alicloud",
		region: alicloud.REGION,
		synthesize: (pair: HaPairOptions | { readonly design: HaPairDesign }) =>
			alicloud.synthesize((scope) => alicloudPair(scope, pair)),
	},
] as const;

describe.each(CLOUDS)("a pair on $cloud that is designed already", ({
	cloud,
	region,
	synthesize,
}) => {
	test("is the one that is made of the same props", () => {
		const design = designFor(cloud, region);
		expect(synthesize({ design })).toEqual(synthesize(OPTIONS));
	});

	test("moves the routes of the network that it is in", () => {
		const design = designFor(cloud, region, {
			...ROUTED,
			routeTarget: { vpcId: "vpc-planned" },
		});
		const synthesized = synthesize({ design });
		expect(synthesized).toEqual(synthesize(ROUTED));
		expect(JSON.stringify(synthesized)).not.toContain("vpc-planned");
	});

	test.each<[string, Partial<HaPairProps>, RegExp]>([
		[
			"another region",
			{ region: "ap-singapore" },
			/Pair\.design: was made for .*, region ap-singapore; the network is on .* in the region/,
		],
		[
			"another subnet",
			{
				subnetCidr: "10.34.16.0/20",
				nodes: [{ address: "10.34.16.2" }, { address: "10.34.16.3" }],
				vips: [Vip.havip({ address: "10.34.16.200" })],
			},
			/nodes\[0\]\.address: 10\.34\.16\.2 is not a usable address of the pair's subnet 10\.34\.0\.0\/20/,
		],
		[
			"a smaller subnet",
			{ subnetCidr: "10.34.0.0/24" },
			/Pair\.design: was made for a subnet with the prefix \/24; the network's private subnet is 10\.34\.0\.0\/20/,
		],
	])("is refused when it was made for %s", (_what, change, message) => {
		const design = designFor(cloud, region, change);
		expect(() => synthesize({ design })).toThrow(message);
	});
});

test("a pair on ksyun that is designed already is the one that is made of the same props", () => {
	const synthesize = (
		pair: HaPairOptions | { readonly design: HaPairDesign },
	) =>
		ksyun.synthesize((scope) => {
			const network = ksyun.network(scope);
			new KsyunHaPair(scope, "Pair", {
				name: "halab",
				network,
				keyPair: ksyun.keyPair(scope),
				imageId: ksyun.IMAGE_ID,
				nexthopRole: new KsyunNexthopRole(scope, "NexthopRole", {
					name: "halab",
					network,
					accountId: "2000100000",
				}),
				...pair,
			});
		});
	const design = designFor("ksyun", ksyun.REGION, {
		...ROUTED,
		routeTarget: { vpcId: "vpc-planned" },
	});
	expect(synthesize({ design })).toEqual(synthesize(ROUTED));
});

test("a pair of another cloud is refused", () => {
	const design = designFor("alicloud", tencentcloud.REGION);
	expect(() =>
		tencentcloud.synthesize((scope) => tencentPair(scope, { design })),
	).toThrow(/was made for Alibaba Cloud.*the network is on Tencent Cloud/);
});
