import type { KeepalivedConfig, VrrpInstance } from "../../keepalived";

const scripts = {
	routerId: "node1",
	enableScriptSecurity: true,
	scriptUser: "root",
	vrrpGarpMasterRepeat: 1,
} as const;

const pair = {
	state: "BACKUP",
	interface: "eth0",
	unicastSrcIp: "192.0.2.2",
	unicastPeer: ["192.0.2.3"],
} as const;

const vip = { address: "192.0.2.100/24", dev: "eth0" } as const;
const secondVip = { address: "192.0.2.101/24", dev: "eth0" } as const;

const dual: Omit<
	VrrpInstance,
	"name" | "virtualRouterId" | "priority" | "virtualIpaddress"
> = {
	...pair,
	advertInt: 1,
	preemptDelay: 10,
	trackProcess: [{ name: "nginx" }],
	trackFile: [{ name: "manual_down" }],
};

/** Four configurations that lab nodes are known to run with, on keepalived 2.2.4, 2.2.7 and 2.4.3. */
export const referenceConfigs = {
	"nopreempt-fault": {
		globalDefs: scripts,
		vrrpScripts: [
			{
				name: "chk_nginx",
				script: "/etc/keepalived/check_nginx",
				interval: 2,
				timeout: 2,
				fall: 2,
				rise: 2,
			},
		],
		vrrpInstances: [
			{
				...pair,
				name: "VI_1",
				nopreempt: true,
				virtualRouterId: 51,
				priority: 100,
				advertInt: 1,
				authentication: { authType: "PASS", authPass: "s3cr3t12" },
				virtualIpaddress: [vip],
				garpMasterDelay: 1,
				garpMasterRefresh: 5,
				trackScript: [{ name: "chk_nginx" }],
				notifyMaster: "/etc/keepalived/notify MASTER",
				notifyBackup: "/etc/keepalived/notify BACKUP",
				notifyFault: "/etc/keepalived/notify FAULT",
				notifyStop: "/etc/keepalived/notify STOP",
				notifyDeleted: "/etc/keepalived/notify DELETED",
				notifyMasterRxLowerPri: "/etc/keepalived/notify RX_LOWER",
			},
		],
	},
	"dual-master-track-file": {
		globalDefs: scripts,
		trackFiles: [
			{
				name: "manual_down",
				file: "/etc/keepalived/manual_down",
				weight: 0,
				initFile: 0,
			},
		],
		vrrpTrackProcesses: [
			{ name: "nginx", process: "nginx", quorum: 1, delay: 1 },
		],
		vrrpInstances: [
			{
				...dual,
				name: "VI_1",
				virtualRouterId: 6,
				priority: 150,
				virtualIpaddress: [{ ...vip, label: "eth0:0" }],
			},
			{
				...dual,
				name: "VI_2",
				virtualRouterId: 8,
				priority: 100,
				virtualIpaddress: [{ ...secondVip, label: "eth0:1" }],
			},
		],
	},
	"vrrpv3-fast-fifo": {
		globalDefs: {
			routerId: "node1",
			vrrpVersion: 3,
			vrrpRtPriority: 50,
			checkerRtPriority: 50,
			vrrpNoSwap: true,
			vrrpRlimitRttime: 10000,
			vrrpNotifyFifo: "/run/keepalived/vrrp.fifo",
			vrrpNotifyPriorityChanges: true,
			scriptUser: "root",
			enableScriptSecurity: true,
			reloadCheckConfig: true,
		},
		vrrpInstances: [
			{
				...pair,
				name: "VI_1",
				virtualRouterId: 51,
				priority: 100,
				advertInt: 0.1,
				virtualIpaddress: [vip],
			},
		],
	},
	"sync-group-ipvs-fwmark": {
		globalDefs: scripts,
		vrrpSyncGroups: [
			{
				name: "VG_1",
				group: ["VI_1", "VI_2"],
				notify: "/etc/keepalived/notify",
			},
		],
		vrrpInstances: [
			{
				...pair,
				name: "VI_1",
				virtualRouterId: 6,
				priority: 100,
				virtualIpaddress: [vip],
			},
			{
				...pair,
				name: "VI_2",
				virtualRouterId: 8,
				priority: 98,
				virtualIpaddress: [secondVip],
			},
		],
		virtualServers: [
			{
				address: "192.0.2.100",
				port: 80,
				protocol: "TCP",
				delayLoop: 3,
				lbAlgo: "rr",
				lbKind: "DR",
				sorryServer: { address: "127.0.0.1", port: 80 },
				quorum: 1,
				hysteresis: 0,
				quorumUp: "/etc/keepalived/notify QUORUM_UP",
				quorumDown: "/etc/keepalived/notify QUORUM_DOWN",
				realServers: [
					{
						address: "192.0.2.11",
						port: 80,
						weight: 1,
						notifyUp: "/etc/keepalived/notify RS1_UP",
						notifyDown: "/etc/keepalived/notify RS1_DOWN",
						checkers: [
							{
								type: "HTTP_GET",
								url: [{ path: "/", statusCode: 200 }],
								connectTimeout: 1,
								retry: 3,
								delayBeforeRetry: 1,
							},
						],
					},
					{
						address: "192.0.2.12",
						port: 80,
						weight: 1,
						checkers: [
							{
								type: "TCP_CHECK",
								connectTimeout: 1,
								retry: 3,
								delayBeforeRetry: 1,
							},
						],
					},
				],
			},
			{
				fwmark: 3,
				delayLoop: 2,
				lbAlgo: "rr",
				lbKind: "DR",
				sorryServer: { address: "127.0.0.1" },
				realServers: [
					{
						address: "192.0.2.11",
						weight: 1,
						checkers: [
							{
								type: "HTTP_GET",
								url: [{ path: "/", statusCode: 200 }],
								connectPort: 80,
								connectTimeout: 2,
								retry: 3,
								delayBeforeRetry: 3,
							},
						],
					},
				],
			},
		],
	},
} as const satisfies Record<string, KeepalivedConfig>;
