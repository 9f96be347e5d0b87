import { describe, expect, it } from "vitest";
import {
	AlicloudBastion,
	type AlicloudHaPairProps,
	AlicloudHavip,
	AlicloudRouteVip,
} from "../../../constructs/alicloud";
import { bastionSecurityRules } from "../../../design/security-rules";
import { Vip } from "../../../design/vip";
import { Vrrp } from "../../../design/vrrp";
import { keyPair, network, pair, synthesize } from "./support";

/** Everything that a lab has, with the kind of address that the pair has. */
const lab = (props: Pick<AlicloudHaPairProps, "vips" | "vrrp">) =>
	synthesize((scope) => {
		const tags = { "halab:lab": "snapshot" };
		const common = {
			name: "halab",
			network: network(scope, { tags }),
			keyPair: keyPair(scope),
			tags,
		};
		new AlicloudBastion(scope, "Bastion", {
			...common,
			address: "10.34.51.2",
			securityRules: bastionSecurityRules({
				cloud: "alicloud",
				adminCidrs: ["198.51.100.7/32"],
				nodeSubnetCidr: "10.34.0.0/20",
				port: 80,
			}),
		});
		const nodes = pair(scope, { ...common, ...props });
		if (props.vips[0]?.kind === "route") {
			new AlicloudRouteVip(scope, "Vip", { pair: nodes });
			return;
		}
		for (const { address } of props.vips) {
			const id = `vip-${address.split(".").at(-1)}`;
			new AlicloudHavip(scope, id, {
				pair: nodes,
				address,
				name: `halab-${id}`,
				tags,
			});
		}
	});

/** The resources, without cdktf's own remarks; the user data is a local value. */
const snapshot = (props: Parameters<typeof lab>[0]): unknown =>
	JSON.parse(
		JSON.stringify(lab(props).resource, (key, value) => {
			return key === "//" ? undefined : value;
		}),
	);

const vips = (kind: "havip" | "route", ...addresses: string[]) =>
	addresses.map((address) => Vip[kind]({ address }));

describe("a lab on Alibaba Cloud", () => {
	it.each([
		["HAVIP", { vips: vips("havip", "10.34.0.200") }],
		[
			"HAVIP, dual master",
			{
				vips: vips("havip", "10.34.0.200", "10.34.0.201"),
				vrrp: Vrrp.dual([51, 52]),
			},
		],
		["route VIP", { vips: vips("route", "10.255.34.200") }],
		[
			"route VIP, dual master",
			{
				vips: vips("route", "10.255.34.200", "10.255.34.201"),
				vrrp: Vrrp.dual([51, 52]),
			},
		],
	])("with a %s matches the snapshot", (_, props) => {
		expect(snapshot(props)).toMatchSnapshot();
	});
});
