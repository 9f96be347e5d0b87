import type { Tutorial } from "./tutorial";

/** A tutorial for two servers in one's own network. */
export const onprem: Tutorial = {
	id: "onprem",
	title:
		"On premises: multicast, master and backup, a check for nginx processes",
	// Any cloud will do that lets nodes announce an address: the network is told to carry multicast.
	cloud: "tencentcloud",
	vipMode: "havip",
	multicast: true,
	preemption: "preempt",
	advertIntervalSeconds: 2,
	priorities: [254, 100],
	corrections: [
		"the unknown keyword fail is written fall",
		"nginx, which the tutorial installs on the first node only, is on both",
		"the floating address is a network address: it is the lab's",
		"the lab's network carries multicast and knows the floating address, as a network on premises would",
	],
	kept: [{ what: "the same router_id on both nodes" }],
	keepalivedVerdict: 0,
	scripts: [
		{
			path: "/etc/keepalived/check_alived.sh",
			source: "onprem/check_alived.sh",
		},
	],
	keepalived: ({ index, address, interfaceName, vip }) => ({
		globalDefs: {
			routerId: "LVS_DEVEL",
			scriptUser: "root",
			enableScriptSecurity: true,
		},
		vrrpScripts: [
			{
				name: "check_alived",
				script: "/etc/keepalived/check_alived.sh",
				interval: 2,
				fall: 1,
				rise: 1,
			},
		],
		vrrpInstances: [
			{
				name: "VI_1",
				state: index === 0 ? "MASTER" : "BACKUP",
				interface: interfaceName,
				mcastSrcIp: address,
				virtualRouterId: 51,
				priority: index === 0 ? 254 : 100,
				advertInt: 2,
				authentication: { authType: "PASS", authPass: "KP_PASS" },
				virtualIpaddress: [{ address: vip }],
				trackScript: [{ name: "check_alived" }],
			},
		],
	}),
};
