import type {
	AddressVirtualServer,
	GlobalDefs,
	KeepalivedConfig,
	RealServer,
	TrackFile,
	VirtualServer,
	VrrpInstance,
	VrrpScript,
	VrrpTrackProcess,
} from "../../keepalived";

/** A right configuration of one node of a pair, to vary in tests. */
export const globalDefs: GlobalDefs = {
	routerId: "node-1",
	enableScriptSecurity: true,
	scriptUser: "root",
};

export const instance: VrrpInstance = {
	name: "VI_1",
	state: "BACKUP",
	interface: "eth0",
	virtualRouterId: 51,
	priority: 100,
	unicastSrcIp: "192.0.2.2",
	unicastPeer: ["192.0.2.3"],
	virtualIpaddress: [{ address: "192.0.2.100/24" }],
};

export const secondInstance: VrrpInstance = {
	...instance,
	name: "VI_2",
	virtualRouterId: 52,
	virtualIpaddress: [{ address: "192.0.2.101/24" }],
};

export const checkNginx: VrrpScript = {
	name: "chk_nginx",
	script: "/etc/keepalived/check_nginx",
};

export const manualDown: TrackFile = {
	name: "manual_down",
	file: "/etc/keepalived/manual_down",
};

export const nginx: VrrpTrackProcess = { name: "nginx", process: "nginx" };

export const realServer: RealServer = {
	address: "192.0.2.11",
	port: 80,
	checkers: [{ type: "TCP_CHECK" }],
};

export const virtualServer: AddressVirtualServer = {
	address: "192.0.2.100",
	port: 80,
	protocol: "TCP",
	lbAlgo: "rr",
	lbKind: "NAT",
	realServers: [realServer],
};

/** One instance, with some of its keywords changed. */
export function withInstance(
	keywords: Partial<VrrpInstance>,
	config: KeepalivedConfig = {},
): KeepalivedConfig {
	return {
		globalDefs,
		...config,
		vrrpInstances: [{ ...instance, ...keywords }],
	};
}

/** Two instances, with some keywords of the second changed. */
export function withSecondInstance(
	keywords: Partial<VrrpInstance>,
	config: KeepalivedConfig = {},
): KeepalivedConfig {
	return {
		globalDefs,
		...config,
		vrrpInstances: [instance, { ...secondInstance, ...keywords }],
	};
}

/** One instance, with global definitions changed. */
export function withGlobalDefs(keywords: GlobalDefs): KeepalivedConfig {
	return {
		globalDefs: { ...globalDefs, ...keywords },
		vrrpInstances: [instance],
	};
}

/** One instance and a tracked script, with some keywords of the script changed. */
export function withScript(keywords: Partial<VrrpScript>): KeepalivedConfig {
	return withInstance(
		{ trackScript: [{ name: "chk_nginx" }] },
		{ vrrpScripts: [{ ...checkNginx, ...keywords }] },
	);
}

/** One virtual server beside an instance. */
export function withVirtualServer(server: VirtualServer): KeepalivedConfig {
	return {
		globalDefs,
		vrrpInstances: [instance],
		virtualServers: [server],
	};
}
