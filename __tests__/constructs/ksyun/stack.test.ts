import { describe, expect, it } from "vitest";
import {
	KsyunBastion,
	type KsyunHaPairProps,
	KsyunNexthopRole,
	KsyunRouteVip,
} from "../../../constructs/ksyun";
import { bastionSecurityRules } from "../../../design/security-rules";
import { Vip } from "../../../design/vip";
import { Vrrp } from "../../../design/vrrp";
import { IMAGE_ID, keyPair, network, pair, synthesize } from "./support";

/** Everything that a lab has. */
const lab = (props: Pick<KsyunHaPairProps, "vips" | "vrrp">) =>
	synthesize((scope) => {
		const tags = { "halab:lab": "snapshot" };
		const common = {
			name: "halab",
			network: network(scope, { tags }),
			keyPair: keyPair(scope),
			imageId: IMAGE_ID,
			tags,
		};
		new KsyunBastion(scope, "Bastion", {
			...common,
			address: "10.34.51.2",
			securityRules: bastionSecurityRules({
				cloud: "ksyun",
				adminCidrs: ["198.51.100.7/32"],
				nodeSubnetCidr: "10.34.0.0/20",
				port: 80,
			}),
		});
		new KsyunRouteVip(scope, "Vip", {
			pair: pair(scope, {
				...common,
				...props,
				nexthopRole: new KsyunNexthopRole(scope, "Role", {
					...common,
					accountId: "2000100000",
				}),
			}),
		});
	});

/** The resources, without cdktf's own remarks; the user data is a local value. */
const snapshot = (props: Parameters<typeof lab>[0]): unknown =>
	JSON.parse(
		JSON.stringify(lab(props).resource, (key, value) => {
			return key === "//" ? undefined : value;
		}),
	);

const vips = (...addresses: string[]) =>
	addresses.map((address) => Vip.route({ address }));

describe("a lab on Kingsoft Cloud", () => {
	it.each([
		["route VIP", { vips: vips("10.34.0.200") }],
		[
			"route VIP, dual master",
			{
				vips: vips("10.34.0.200", "10.34.0.201"),
				vrrp: Vrrp.dual([51, 52]),
			},
		],
	])("with a %s matches the snapshot", (_, props) => {
		expect(snapshot(props)).toMatchSnapshot();
	});
});
