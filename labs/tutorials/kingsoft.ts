import type { Tutorial } from "./tutorial";

const NOTIFY = "/etc/keepalived/notify_action.sh";

/** Kingsoft Cloud's tutorial for a host route. */
export const kingsoft: Tutorial = {
	id: "kingsoft",
	title:
		"Kingsoft Cloud: host route moved by a notify script, unicast, equal priorities",
	cloud: "ksyun",
	vipMode: "route",
	// Nothing says nopreempt; equal priorities do not preempt each other either.
	preemption: "nopreempt",
	advertIntervalSeconds: 1,
	priorities: [90, 90],
	corrections: [
		"the key is read from the file that the lab hands over instead of standing in the program",
		"the instance's id comes from the metadata service, once, instead of being typed in",
	],
	kept: [
		{ what: "nothing looks at the service: a dead nginx keeps the address" },
		{
			what: "scripts without enable_script_security",
			refusedAt: "globalDefs.enableScriptSecurity",
		},
		{
			what: "scripts without script_user: keepalived runs them as root",
			refusedAt: "globalDefs.scriptUser",
		},
		{
			what: "every route is listed, half a second is slept, the route is deleted and created again, and nothing is tried twice",
		},
	],
	remarks: [
		"calls are signed by our driver, not by the vendor's SDK, which is not on the nodes, so these figures are a little better than real ones: with that SDK a planned switch took 1,400 to 1,430 ms in this lab (detection 5, election 650, route 750 to 777, client 7) and a power cut 3,450 ms",
	],
	keepalivedVerdict: 6,
	scripts: [
		{ path: NOTIFY, source: "kingsoft/notify_action.sh" },
		{ path: "/etc/keepalived/nexthop.py", source: "kingsoft/nexthop.py" },
	],
	prepare: [
		[
			"curl",
			"--silent",
			"--show-error",
			"--fail",
			"--retry",
			"20",
			"--retry-all-errors",
			"--retry-delay",
			"1",
			"--output",
			"/etc/keepalived/instance-id",
			"http://11.255.255.100:8775/latest/meta-data/instance-id",
		],
	],
	keepalived: ({ address, peer, interfaceName, vip }) => ({
		vrrpInstances: [
			{
				name: "VI_1",
				state: "BACKUP",
				interface: interfaceName,
				virtualRouterId: 51,
				priority: 90,
				advertInt: 1,
				authentication: { authType: "PASS", authPass: "Passw0rd" },
				unicastSrcIp: address,
				unicastPeer: [peer],
				virtualIpaddress: [{ address: `${vip}/20`, dev: interfaceName }],
				notifyMaster: `${NOTIFY} MASTER`,
				notifyBackup: `${NOTIFY} BACKUP`,
				notifyFault: `${NOTIFY} FAULT`,
				notifyStop: `${NOTIFY} STOP`,
			},
		],
	}),
};
