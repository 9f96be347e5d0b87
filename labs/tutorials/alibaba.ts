import type { Tutorial } from "./tutorial";

/** A tutorial for Alibaba Cloud's HaVip. */
export const alibaba: Tutorial = {
	id: "alibaba",
	title: "Alibaba Cloud: HaVip, master and backup, a check that restarts nginx",
	cloud: "alicloud",
	vipMode: "havip",
	preemption: "preempt",
	advertIntervalSeconds: 1,
	priorities: [101, 100],
	corrections: [
		"multicast does not pass in today's VPCs: unicast_src_ip and unicast_peer instead of mcast_src_ip",
		"the HaVip's address and the configured one differ: both are the lab's",
	],
	kept: [
		{ what: "the check always exits 0, so its weight of -5 never counts" },
		{
			what: "the check sleeps 2 s and runs every 2 s: keepalived ends it while it sleeps",
		},
		{
			what: "a node that stopped its keepalived does not come back by itself",
		},
		{
			what: "scripts without enable_script_security",
			refusedAt: "globalDefs.enableScriptSecurity",
		},
		{
			what: "scripts without script_user: keepalived runs them as root",
			refusedAt: "globalDefs.scriptUser",
		},
	],
	keepalivedVerdict: 6,
	scripts: [{ path: "/etc/keepalived/ck_ng.sh", source: "alibaba/ck_ng.sh" }],
	keepalived: ({ index, address, peer, interfaceName, vip }) => ({
		globalDefs: { routerId: `Nginx${index + 1}` },
		vrrpScripts: [
			{
				name: "chk_nginx",
				script: "/etc/keepalived/ck_ng.sh",
				interval: 2,
				weight: -5,
				fall: 3,
				rise: 2,
			},
		],
		vrrpInstances: [
			{
				name: "VI_1",
				state: index === 0 ? "MASTER" : "BACKUP",
				interface: interfaceName,
				virtualRouterId: 55,
				priority: index === 0 ? 101 : 100,
				advertInt: 1,
				authentication: { authType: "PASS", authPass: "aliyun" },
				unicastSrcIp: address,
				unicastPeer: [peer],
				virtualIpaddress: [{ address: vip }],
				trackScript: [{ name: "chk_nginx" }],
			},
		],
	}),
};
