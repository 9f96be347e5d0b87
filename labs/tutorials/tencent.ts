import type { Tutorial } from "./tutorial";

const NOTIFY = "/etc/keepalived/notify_action.sh";

/** Tencent Cloud's tutorial for a HAVIP. */
export const tencent: Tutorial = {
	id: "tencent",
	title: "Tencent Cloud: HAVIP, unicast, equal priorities, nopreempt",
	cloud: "tencentcloud",
	vipMode: "havip",
	preemption: "nopreempt",
	advertIntervalSeconds: 1,
	priorities: [30, 30],
	corrections: [
		"a comment sign in front of vrrp_script leaves a block without a name: the line is restored",
		"the check script /etc/keepalived/do_sth.sh is named and not shown: filled in with a look for nginx processes",
		"the mail settings are left out: nothing in the configuration sends a mail",
	],
	kept: [
		{
			what: "vrrp_garp_interval 0 is out of range; keepalived ignores it",
			refusedAt: "globalDefs.vrrpGarpInterval",
		},
		{
			what: "vrrp_gna_interval 0 is out of range; keepalived ignores it",
			refusedAt: "globalDefs.vrrpGnaInterval",
		},
		{
			what: "scripts without enable_script_security",
			refusedAt: "globalDefs.enableScriptSecurity",
		},
		{
			what: "scripts without script_user: keepalived runs them as root",
			refusedAt: "globalDefs.scriptUser",
		},
		{
			what: "preempt_delay with nopreempt",
			refusedAt: "vrrpInstances[0] (VI_1).preemptDelay",
		},
		{
			what: "track_interface names the instance's own interface",
			refusedAt: "vrrpInstances[0] (VI_1).trackInterface[0]",
		},
		{ what: "the same router_id on both nodes" },
	],
	keepalivedVerdict: 6,
	scripts: [
		{ path: "/etc/keepalived/do_sth.sh", source: "tencent/do_sth.sh" },
		{ path: NOTIFY, source: "tencent/notify_action.sh" },
	],
	keepalived: ({ address, peer, interfaceName, vip }) => ({
		globalDefs: {
			routerId: "LVS_DEVEL",
			vrrpSkipCheckAdvAddr: true,
			vrrpGarpInterval: 0,
			vrrpGnaInterval: 0,
		},
		vrrpScripts: [
			{
				name: "checkhaproxy",
				script: "/etc/keepalived/do_sth.sh",
				interval: 5,
			},
		],
		vrrpInstances: [
			{
				name: "VI_1",
				state: "BACKUP",
				interface: interfaceName,
				virtualRouterId: 51,
				nopreempt: true,
				preemptDelay: 10,
				priority: 30,
				advertInt: 1,
				authentication: { authType: "PASS", authPass: "1111" },
				unicastSrcIp: address,
				unicastPeer: [peer],
				virtualIpaddress: [{ address: vip }],
				notifyMaster: `${NOTIFY} MASTER`,
				notifyBackup: `${NOTIFY} BACKUP`,
				notifyFault: `${NOTIFY} FAULT`,
				notifyStop: `${NOTIFY} STOP`,
				garpMasterDelay: 1,
				garpMasterRefresh: 5,
				trackInterface: [{ name: interfaceName }],
				trackScript: [{ name: "checkhaproxy" }],
			},
		],
	}),
};
