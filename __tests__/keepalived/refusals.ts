import type { KeepalivedConfig, VirtualServer } from "../../keepalived";
import {
	checkNginx,
	globalDefs,
	instance,
	manualDown,
	nginx,
	realServer,
	secondInstance,
	virtualServer,
	withGlobalDefs,
	withInstance,
	withScript,
	withSecondInstance,
	withVirtualServer,
} from "./base";

/** A configuration that must be refused. */
export interface Refusal {
	readonly config: KeepalivedConfig;
	/** What the error must say. */
	readonly message: RegExp;
	/** What `keepalived -t` ends with, if it is asked. 0: it takes the configuration, and does something else than it says. 139: it crashes. */
	readonly keepalived: number;
}

const twoInstances = { globalDefs, vrrpInstances: [instance, secondInstance] };

const markServer: VirtualServer = {
	fwmark: 3,
	lbAlgo: "rr",
	lbKind: "DR",
	realServers: [
		{
			address: "192.0.2.11",
			checkers: [{ type: "TCP_CHECK", connectPort: 80 }],
		},
	],
};

const hmacKey = `hex:${"0f".repeat(32)}`;

/** Configurations as a program without types would give them. */
function untyped(config: KeepalivedConfig, from: string, to: string) {
	const text = JSON.stringify(config).replace(from, to);
	const parsed: KeepalivedConfig = JSON.parse(text);
	return parsed;
}

/** One for each refusal, by what is refused. */
export const refusals: Readonly<Record<string, Refusal>> = {
	"virtual router id 0": {
		config: withInstance({ virtualRouterId: 0 }),
		message:
			/vrrpInstances\[0\] \(VI_1\)\.virtualRouterId: got 0; allowed: a whole number from 1 to 255/,
		keepalived: 5,
	},
	"virtual router id 256": {
		config: withInstance({ virtualRouterId: 256 }),
		message: /virtualRouterId: got 256; allowed: a whole number from 1 to 255/,
		keepalived: 5,
	},
	"priority 0": {
		config: withInstance({ priority: 0 }),
		message: /priority: got 0; allowed: a whole number from 1 to 254/,
		keepalived: 5,
	},
	"priority 255": {
		config: withInstance({ priority: 255 }),
		message: /priority: got 255; .*255 is for the owner of the address/,
		keepalived: 0,
	},
	"a state that is none": {
		config: untyped(withInstance({}), '"BACKUP"', '"SLAVE"'),
		message: /state: got "SLAVE"; allowed: "MASTER", "BACKUP"/,
		keepalived: 5,
	},
	"a keyword that is none": {
		config: untyped(withInstance({}), '"priority"', '"prioritty"'),
		message: /prioritty: got a property that is not a keyword of this block/,
		keepalived: 0,
	},
	"an interface with a long name": {
		config: withInstance({ interface: "a-long-interface" }),
		message:
			/interface: got "a-long-interface"; allowed: at most 15 characters/,
		keepalived: 5,
	},
	"a name with a space": {
		config: withInstance({ name: "VI 1" }),
		message: /vrrpInstances\[0\] \(VI 1\)\.name: got "VI 1"; allowed: one word/,
		keepalived: 5,
	},
	"a name with a quote": {
		config: withInstance({ name: 'VI"1' }),
		message: /name: got "VI\\"1"; allowed: one word/,
		keepalived: 5,
	},
	"a name with a brace": {
		config: withInstance({ name: "VI{1" }),
		message: /name: got "VI\{1"; allowed: one word/,
		keepalived: 5,
	},
	"a line break that smuggles a keyword in": {
		config: withGlobalDefs({ routerId: "node-1\nvrrp_version 3" }),
		message:
			/globalDefs\.routerId: got "node-1\\nvrrp_version 3"; allowed: one word/,
		keepalived: 0,
	},
	"two instances of one name": {
		config: withSecondInstance({ name: "VI_1" }),
		message:
			/vrrpInstances\[1\] \(VI_1\): got the name "VI_1", which vrrpInstances\[0\] has already/,
		keepalived: 5,
	},
	"two scripts of one name": {
		config: withInstance(
			{ trackScript: [{ name: "chk_nginx" }] },
			{ vrrpScripts: [checkNginx, checkNginx] },
		),
		message: /vrrpScripts\[1\] \(chk_nginx\): got the name "chk_nginx"/,
		keepalived: 0,
	},
	"two virtual servers of one address": {
		config: {
			...withVirtualServer(virtualServer),
			virtualServers: [virtualServer, virtualServer],
		},
		message: /virtualServers\[1\] \(192\.0\.2\.100 80 TCP\): got the name/,
		keepalived: 0,
	},
	"a script that is not defined": {
		config: withInstance({ trackScript: [{ name: "chk_nginx" }] }),
		message:
			/trackScript\[0\]: got "chk_nginx", which is not defined; allowed: none, as none is defined\. Define it in vrrpScripts/,
		keepalived: 5,
	},
	"a file that is not defined": {
		config: withInstance({ trackFile: [{ name: "manual_down" }] }),
		message: /trackFile\[0\]: got "manual_down", which is not defined/,
		keepalived: 5,
	},
	"a process that is not defined": {
		config: withInstance(
			{ trackProcess: [{ name: "nginx" }, { name: "apache" }] },
			{ vrrpTrackProcesses: [nginx] },
		),
		message:
			/trackProcess\[1\]: got "apache", which is not defined; allowed: nginx/,
		keepalived: 5,
	},
	"a group member that is not defined": {
		config: {
			...twoInstances,
			vrrpSyncGroups: [{ name: "VG_1", group: ["VI_1", "VI_3"] }],
		},
		message:
			/vrrpSyncGroups\[0\] \(VG_1\)\.group\[1\]: got "VI_3", which is not defined; allowed: VI_1, VI_2/,
		keepalived: 5,
	},
	"a thing tracked twice": {
		config: withInstance(
			{ trackProcess: [{ name: "nginx" }, { name: "nginx" }] },
			{ vrrpTrackProcesses: [nginx] },
		),
		message: /trackProcess\[1\] \(nginx\): got "nginx" a second time/,
		keepalived: 5,
	},
	"a script that nothing tracks": {
		config: withInstance({}, { vrrpScripts: [checkNginx] }),
		message: /vrrpScripts\[0\] \(chk_nginx\): got a script that nothing tracks/,
		keepalived: 0,
	},
	"nopreempt with state MASTER": {
		config: withInstance({ nopreempt: true, state: "MASTER" }),
		message: /nopreempt: got nopreempt with state MASTER/,
		keepalived: 5,
	},
	"nopreempt with a preempt delay": {
		config: withInstance({ nopreempt: true, preemptDelay: 10 }),
		message: /preemptDelay: got preempt_delay 10 with nopreempt/,
		keepalived: 5,
	},
	"nopreempt with a weighted script": {
		config: withInstance(
			{ nopreempt: true, trackScript: [{ name: "chk_nginx" }] },
			{ vrrpScripts: [{ ...checkNginx, weight: -20 }] },
		),
		message:
			/trackScript\[0\] \(chk_nginx\): got weight -20 \(from its definition\) with nopreempt/,
		keepalived: 0,
	},
	"nopreempt with the default weight of a file": {
		config: withInstance(
			{ nopreempt: true, trackFile: [{ name: "manual_down" }] },
			{ trackFiles: [manualDown] },
		),
		message:
			/trackFile\[0\] \(manual_down\): got weight 1 \(the default, .*\) with nopreempt/,
		keepalived: 0,
	},
	"nopreempt with a weighted process": {
		config: withInstance(
			{ nopreempt: true, trackProcess: [{ name: "nginx", weight: 5 }] },
			{ vrrpTrackProcesses: [nginx] },
		),
		message:
			/trackProcess\[0\] \(nginx\): got weight 5 \(given here\) with nopreempt/,
		keepalived: 0,
	},
	"nopreempt with a weighted interface": {
		config: withInstance({
			nopreempt: true,
			trackInterface: [{ name: "lo", weight: -5 }],
		}),
		message:
			/trackInterface\[0\] \(lo\): got weight -5 \(given here\) with nopreempt/,
		keepalived: 0,
	},
	"nopreempt in a group with a weighted script": {
		config: {
			globalDefs,
			vrrpScripts: [{ ...checkNginx, weight: 2 }],
			vrrpSyncGroups: [
				{
					name: "VG_1",
					group: ["VI_1", "VI_2"],
					trackScript: [{ name: "chk_nginx" }],
				},
			],
			vrrpInstances: [{ ...instance, nopreempt: true }, secondInstance],
		},
		message:
			/\(VI_1\)\.nopreempt, with trackScript of VG_1: got weight 2 \(from its definition\) with nopreempt/,
		keepalived: 0,
	},
	"a preempt delay with state MASTER": {
		config: withInstance({ state: "MASTER", preemptDelay: 5 }),
		message: /preemptDelay: got preempt_delay 5 with state MASTER/,
		keepalived: 5,
	},
	"a fraction of a second in version 2": {
		config: withInstance({ advertInt: 0.5 }),
		message:
			/advertInt: got 0\.5 seconds; allowed: whole seconds from 1 to 255 in VRRP version 2/,
		keepalived: 5,
	},
	"one and a half seconds in version 2": {
		config: withInstance({ advertInt: 1.5, version: 2 }),
		message:
			/advertInt: got 1\.5 seconds; allowed: whole seconds from 1 to 255/,
		keepalived: 5,
	},
	"an interval of 0": {
		config: withInstance({ advertInt: 0 }),
		message: /advertInt: got 0; allowed: a number .*from 0\.01 to 255 seconds/,
		keepalived: 5,
	},
	"less than a hundredth of a second in version 3": {
		config: withInstance({ version: 3, advertInt: 0.001 }),
		message:
			/advertInt: got 0\.001; allowed: a number .*from 0\.01 to 255 seconds/,
		keepalived: 5,
	},
	"an odd fraction in version 3": {
		config: withInstance({ version: 3, advertInt: 0.015 }),
		message: /advertInt: got 0\.015 seconds; allowed: .*in steps of 0\.01/,
		keepalived: 5,
	},
	"a long interval in version 3": {
		config: {
			...withInstance({ advertInt: 41 }),
			globalDefs: { ...globalDefs, vrrpVersion: 3 },
		},
		message: /advertInt: got 41 seconds; allowed: 0\.01 to 40\.95 seconds/,
		keepalived: 5,
	},
	"a password of nine characters": {
		config: withInstance({
			authentication: { authType: "PASS", authPass: "123456789" },
		}),
		message:
			/authentication\.authPass: got a password of 9 characters; allowed: at most 8/,
		keepalived: 5,
	},
	"a password with VRRP version 3": {
		config: withInstance({
			version: 3,
			authentication: { authType: "PASS", authPass: "12345678" },
		}),
		message: /authentication: got a password with VRRP version 3/,
		keepalived: 5,
	},
	"unicast without peers": {
		config: withInstance({ unicastPeer: [] }),
		message: /unicastSrcIp: got "192\.0\.2\.2" without peers/,
		keepalived: 5,
	},
	"a check of senders without peers": {
		config: {
			globalDefs,
			vrrpInstances: [
				{
					name: "VI_1",
					state: "BACKUP",
					interface: "eth0",
					virtualRouterId: 1,
					priority: 100,
					checkUnicastSrc: true,
					virtualIpaddress: [{ address: "192.0.2.100" }],
				},
			],
		},
		message: /checkUnicastSrc: got check_unicast_src without peers/,
		keepalived: 5,
	},
	"the own address among the peers": {
		config: withInstance({ unicastPeer: ["192.0.2.3", "192.0.2.2"] }),
		message:
			/unicastPeer\[1\]: got "192\.0\.2\.2", the node's own unicastSrcIp/,
		keepalived: 0,
	},
	"a peer twice": {
		config: withInstance({ unicastPeer: ["192.0.2.3", "192.0.2.3"] }),
		message: /unicastPeer\[1\]: got "192\.0\.2\.3" a second time/,
		keepalived: 0,
	},
	"a virtual MAC address with unicast": {
		config: withInstance({ useVmac: true }),
		message: /useVmac: got use_vmac with unicast/,
		keepalived: 5,
	},
	"a multicast source with unicast": {
		config: withInstance({ mcastSrcIp: "192.0.2.2" }),
		message: /mcastSrcIp: got mcast_src_ip with unicast/,
		keepalived: 0,
	},
	"a malformed peer": {
		config: withInstance({ unicastPeer: ["192.0.2.300"] }),
		message:
			/unicastPeer\[0\]: got "192\.0\.2\.300"; allowed: the IPv4 address of a host/,
		keepalived: 5,
	},
	"a malformed virtual address": {
		config: withInstance({ virtualIpaddress: [{ address: "192.0.2/24" }] }),
		message:
			/virtualIpaddress\[0\] \(192\.0\.2\/24\)\.address: got "192\.0\.2\/24"; allowed: an IPv4 address/,
		keepalived: 5,
	},
	"a prefix of 33 bits": {
		config: withInstance({ virtualIpaddress: [{ address: "192.0.2.100/33" }] }),
		message: /address: got "192\.0\.2\.100\/33"; allowed: .*from 1 to 32/,
		keepalived: 5,
	},
	"a network's address as a virtual address": {
		config: withInstance({ virtualIpaddress: [{ address: "192.0.2.0/24" }] }),
		message: /address: got "192\.0\.2\.0\/24"; allowed: the address of a host/,
		keepalived: 0,
	},
	"a label of sixteen characters": {
		config: withInstance({
			virtualIpaddress: [
				{ address: "192.0.2.100/24", label: "eth0:sixteenchar" },
			],
		}),
		message:
			/label: got "eth0:sixteenchar", 16 characters; allowed: at most 15/,
		keepalived: 5,
	},
	"no virtual address": {
		config: withInstance({ virtualIpaddress: [] }),
		message: /virtualIpaddress: got 0 addresses; allowed: 1 to 255/,
		keepalived: 5,
	},
	"a virtual address in two instances": {
		config: withSecondInstance({
			virtualIpaddress: [{ address: "192.0.2.100/32" }],
		}),
		message:
			/\(VI_2\)\.virtualIpaddress\[0\]: got 192\.0\.2\.100, which VI_1 has already/,
		keepalived: 0,
	},
	"an excluded address that is virtual already": {
		config: withInstance({
			virtualIpaddressExcluded: [{ address: "192.0.2.100/24" }],
		}),
		message:
			/virtualIpaddressExcluded\[0\]: got 192\.0\.2\.100, which VI_1 has already/,
		keepalived: 0,
	},
	"a node's address as a virtual address": {
		config: withInstance({ virtualIpaddress: [{ address: "192.0.2.3/24" }] }),
		message:
			/virtualIpaddress\[0\]: got 192\.0\.2\.3, which is the address of a node/,
		keepalived: 0,
	},
	"a virtual router id twice on an interface": {
		config: withSecondInstance({ virtualRouterId: 51 }),
		message:
			/\(VI_2\)\.virtualRouterId: got 51, which VI_1 has already on eth0/,
		keepalived: 5,
	},
	"an instance that tracks its own interface": {
		config: withInstance({ trackInterface: [{ name: "eth0" }] }),
		message: /trackInterface\[0\]: got "eth0", the instance's own interface/,
		keepalived: 5,
	},
	"a weight beyond 253": {
		config: withScript({ weight: 254 }),
		message: /weight: got 254; allowed: a whole number from -253 to 253/,
		keepalived: 5,
	},
	"a sync group of one": {
		config: {
			...twoInstances,
			vrrpSyncGroups: [{ name: "VG_1", group: ["VI_1"] }],
		},
		message: /vrrpSyncGroups\[0\] \(VG_1\)\.group: got 1 members; allowed: two/,
		keepalived: 5,
	},
	"an instance in two sync groups": {
		config: {
			globalDefs,
			vrrpInstances: [
				instance,
				secondInstance,
				{
					...instance,
					name: "VI_3",
					virtualRouterId: 53,
					virtualIpaddress: [{ address: "192.0.2.102/24" }],
				},
			],
			vrrpSyncGroups: [
				{ name: "VG_1", group: ["VI_1", "VI_2"] },
				{ name: "VG_2", group: ["VI_2", "VI_3"] },
			],
		},
		message: /\(VI_2\): got membership in VG_1 and VG_2/,
		keepalived: 5,
	},
	"a sync group member with a weighted script": {
		config: {
			globalDefs,
			vrrpScripts: [checkNginx],
			vrrpSyncGroups: [{ name: "VG_1", group: ["VI_1", "VI_2"] }],
			vrrpInstances: [
				{ ...instance, trackScript: [{ name: "chk_nginx", weight: -2 }] },
				secondInstance,
			],
		},
		message:
			/trackScript\[0\] \(chk_nginx\): got weight -2 \(given here\) in a member of sync group VG_1/,
		keepalived: 5,
	},
	"a sync group member with the default weight of a file": {
		config: {
			globalDefs,
			trackFiles: [manualDown],
			vrrpSyncGroups: [{ name: "VG_1", group: ["VI_1", "VI_2"] }],
			vrrpInstances: [
				{ ...instance, trackFile: [{ name: "manual_down" }] },
				secondInstance,
			],
		},
		message:
			/trackFile\[0\] \(manual_down\): got weight 1 \(the default, .*\) in a member of sync group VG_1/,
		keepalived: 5,
	},
	"a thing that a sync group tracks already": {
		config: {
			...twoInstances,
			vrrpSyncGroups: [
				{
					name: "VG_1",
					group: ["VI_1", "VI_2"],
					trackInterface: [{ name: "lo" }],
				},
			],
			vrrpInstances: [
				{ ...instance, trackInterface: [{ name: "lo" }] },
				secondInstance,
			],
		},
		message:
			/trackInterface\[0\] \(lo\): got "lo", which sync group VG_1 tracks/,
		keepalived: 5,
	},
	"a pause of 0 between gratuitous ARP packets": {
		config: withGlobalDefs({ vrrpGarpInterval: 0 }),
		message: /vrrpGarpInterval: got 0; allowed: .*from 0\.000001/,
		keepalived: 5,
	},
	"a round of no gratuitous ARP packets": {
		config: withGlobalDefs({ vrrpGarpMasterRepeat: 0 }),
		message: /vrrpGarpMasterRepeat: got 0; allowed: a whole number from 1/,
		keepalived: 5,
	},
	"a multicast group that is none": {
		config: withGlobalDefs({ vrrpMcastGroup4: "192.0.2.1" }),
		message: /vrrpMcastGroup4: got "192\.0\.2\.1"; allowed: an IPv4 multicast/,
		keepalived: 5,
	},
	"a relative script": {
		config: withScript({ script: "check_nginx" }),
		message:
			/vrrpScripts\[0\] \(chk_nginx\)\.script: got "check_nginx"; allowed: the absolute path of a program; there is no shell/,
		keepalived: 5,
	},
	"a test in shell syntax": {
		config: withScript({
			script: "[[ -f /etc/keepalived/down ]] && exit 1 || exit 0",
		}),
		message: /script: got "\[\["; allowed: the absolute path of a program/,
		keepalived: 5,
	},
	"a command list in shell syntax": {
		config: withScript({ script: "/etc/keepalived/check_nginx && exit 0" }),
		message: /script: got "&&" as an argument; .*there is no shell/,
		keepalived: 0,
	},
	"a shell operator in a list": {
		config: withScript({
			script: ["/etc/keepalived/check_nginx", "2>&1"],
		}),
		message: /script: got the shell operator "2>&1" as an argument/,
		keepalived: 0,
	},
	"a quote in a list": {
		config: withScript({ script: ["/etc/keepalived/check_nginx", 'a"b'] }),
		message: /script: got "a\\"b" as an argument; allowed: .*without quotes/,
		keepalived: 139,
	},
	"a notification in shell syntax": {
		config: withInstance({
			notifyMaster: "/etc/keepalived/notify MASTER; reboot",
		}),
		message: /notifyMaster: got "MASTER;" as an argument; .*no shell/,
		keepalived: 0,
	},
	"a notification with a line break": {
		config: withInstance({
			notifyMaster: "/etc/keepalived/notify MASTER\nnopreempt",
		}),
		message: /notifyMaster: got .*; allowed: one line of printable ASCII/,
		keepalived: 5,
	},
	"a notification by a relative path": {
		config: withInstance({ notify: "./notify" }),
		message: /notify: got "\.\/notify"; allowed: the absolute path/,
		keepalived: 0,
	},
	"scripts without script security": {
		config: {
			...withInstance({ notify: "/etc/keepalived/notify" }),
			globalDefs: { scriptUser: "root" },
		},
		message:
			/globalDefs\.enableScriptSecurity: got scripts \(notifications of VI_1\) without enable_script_security/,
		keepalived: 6,
	},
	"scripts without a user": {
		config: {
			...withScript({}),
			globalDefs: { enableScriptSecurity: true },
		},
		message:
			/globalDefs\.scriptUser: got scripts \(vrrp_script chk_nginx\) without script_user/,
		keepalived: 5,
	},
	"a timeout beyond the interval": {
		config: withScript({ interval: 2, timeout: 3 }),
		message: /timeout: got 3 seconds with an interval of 2; allowed: at most/,
		keepalived: 0,
	},
	"an interval of 0 seconds of a script": {
		config: withScript({ interval: 0 }),
		message: /interval: got 0; allowed: a multiple of 0\.001 from 0\.001/,
		keepalived: 5,
	},
	"half a second between scripts before 2.3.2": {
		config: withScript({ interval: 0.5 }),
		message:
			/interval: got 0\.5, a fraction of a second, which needs keepalived 2\.3\.2 or newer/,
		keepalived: 5,
	},
	"a reader of a pipe that is not there": {
		config: withGlobalDefs({
			vrrpNotifyFifoScript: "/etc/keepalived/read_fifo",
		}),
		message: /vrrpNotifyFifoScript: got vrrp_notify_fifo_script without/,
		keepalived: 0,
	},
	"a process name that the kernel cuts": {
		config: withInstance(
			{ trackProcess: [{ name: "long" }] },
			{
				vrrpTrackProcesses: [{ name: "long", process: "sixteen-letters-" }],
			},
		),
		message:
			/process: got "sixteen-letters-", 16 characters; allowed: the name/,
		keepalived: 0,
	},
	"fewer processes at most than at least": {
		config: withInstance(
			{ trackProcess: [{ name: "nginx" }] },
			{ vrrpTrackProcesses: [{ ...nginx, quorum: 3, quorumMax: 2 }] },
		),
		message:
			/quorumMax: got 2 with a quorum of 3; allowed: at least the quorum/,
		keepalived: 5,
	},
	"a scheduler that is none": {
		config: untyped(withVirtualServer(virtualServer), '"rr"', '"lbc"'),
		message: /lbAlgo: got "lbc"; allowed: .*"lblc"/,
		keepalived: 5,
	},
	"an address beside a mark": {
		config: untyped(
			withVirtualServer(markServer),
			'"fwmark":3',
			'"fwmark":3,"protocol":"TCP"',
		),
		message:
			/virtualServers\[0\] \(fwmark 3\): got \{"protocol":"TCP","fwmark":3\}; allowed: either address/,
		keepalived: 5,
	},
	"a port of a real server behind a mark": {
		config: withVirtualServer({
			...markServer,
			realServers: [realServer],
		}),
		message:
			/realServers\[0\] \(192\.0\.2\.11 80\)\.port: got port 80 with fwmark and lb_kind DR/,
		keepalived: 5,
	},
	"a port of a sorry server behind a mark": {
		config: withVirtualServer({
			...markServer,
			sorryServer: { address: "127.0.0.1", port: 80 },
		}),
		message: /sorryServer\.port: got port 80 with fwmark and lb_kind DR/,
		keepalived: 5,
	},
	"a check without a port behind a mark": {
		config: withVirtualServer({
			...markServer,
			realServers: [
				{ address: "192.0.2.11", checkers: [{ type: "TCP_CHECK" }] },
			],
		}),
		message: /connectPort: got no port, and none of the real server/,
		keepalived: 0,
	},
	"another port with direct routing": {
		config: withVirtualServer({
			...virtualServer,
			lbKind: "DR",
			realServers: [{ ...realServer, port: 8080 }],
		}),
		message: /port: got port 8080 with lb_kind DR; allowed: port 80/,
		keepalived: 5,
	},
	"no port with address translation": {
		config: withVirtualServer({
			...virtualServer,
			realServers: [
				{ address: "192.0.2.11", checkers: [{ type: "TCP_CHECK" }] },
			],
		}),
		message: /port: got no port with lb_kind NAT/,
		keepalived: 0,
	},
	"no real server": {
		config: withVirtualServer({ ...virtualServer, realServers: [] }),
		message: /realServers: got no real server; allowed: at least one/,
		keepalived: 5,
	},
	"a real server twice": {
		config: withVirtualServer({
			...virtualServer,
			realServers: [realServer, realServer],
		}),
		message: /realServers\[1\] \(192\.0\.2\.11 80\): got .* a second time/,
		keepalived: 5,
	},
	"a real server without a checker": {
		config: withVirtualServer({
			...virtualServer,
			realServers: [{ ...realServer, checkers: [] }],
		}),
		message: /checkers: got no checker; allowed: at least one/,
		keepalived: 0,
	},
	"a page check without a page": {
		config: withVirtualServer({
			...virtualServer,
			realServers: [
				{ ...realServer, checkers: [{ type: "HTTP_GET", url: [] }] },
			],
		}),
		message:
			/checkers\[0\] \(HTTP_GET\)\.url: got no page; allowed: at least one/,
		keepalived: 139,
	},
	"a digest that is none": {
		config: withVirtualServer({
			...virtualServer,
			realServers: [
				{
					...realServer,
					checkers: [{ type: "HTTP_GET", url: [{ path: "/", digest: "abc" }] }],
				},
			],
		}),
		message: /digest: got "abc"; allowed: an MD5 digest, 32 hexadecimal digits/,
		keepalived: 5,
	},
	"a quorum beyond all weights": {
		config: withVirtualServer({ ...virtualServer, quorum: 2 }),
		message: /quorum: got 2 with real servers of weight 1 in all/,
		keepalived: 5,
	},
	"a hysteresis as large as the quorum": {
		config: withVirtualServer({ ...virtualServer, hysteresis: 1 }),
		message: /hysteresis: got 1 with a quorum of 1; allowed: less than/,
		keepalived: 5,
	},
	"signed adverts before 2.4.0": {
		config: withInstance({
			authHmac: { key: [{ id: 1, value: hmacKey }], activeKey: 1 },
		}),
		message:
			/authHmac: got auth_hmac, which needs keepalived 2\.4\.0 or newer; allowed: keywords of keepalived 2\.2\.7, the target version/,
		keepalived: 5,
	},
};
