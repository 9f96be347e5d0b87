import type { KeepalivedConfig, TrackFile, VrrpScript } from "../keepalived";
import { faultFile, NODE_PATHS } from "../userdata";
import type { VipDesign } from "./ha-pair-design";
import type { Health } from "./health";
import { httpChecks } from "./http-checks";
import type { TimingProfile } from "./timing";
import { UniqueNames } from "./unique-names";
import type { Vrrp } from "./vrrp";

/** What one node's keepalived is configured from. */
export interface NodeKeepalivedProps {
	readonly node: string;
	readonly address: string;
	readonly peers: readonly string[];
	/** Priority in each virtual router, in their order. */
	readonly priorities: readonly number[];
	readonly interfaceName: string;
	readonly vips: readonly VipDesign[];
	readonly vrrp: Vrrp;
	readonly health: readonly Health[];
	readonly timing: TimingProfile;
}

interface Trackers {
	readonly files: readonly TrackFile[];
	readonly scripts: readonly VrrpScript[];
}

/** Every tracker has weight 0, FAULT: with `nopreempt` a lower priority would move nothing. */
function trackersOf({ health, timing }: NodeKeepalivedProps): Trackers {
	const names = new UniqueNames();
	const files: TrackFile[] = [];
	const scripts: VrrpScript[] = [];
	const track = (name: string, file: string, initFile: number): void => {
		files.push({ name, file, weight: 0, initFile });
	};
	for (const { spec } of health) {
		switch (spec.kind) {
			case "process":
				// systemd writes 0 once the unit runs; until then, and where it never did, the node is not fit.
				track(names.add("service_fault"), faultFile(spec.unit), 1);
				break;
			case "file":
				track(names.add("manual_fault"), spec.path, 0);
				break;
			case "http":
				break;
			case "script": {
				const { intervalSeconds, timeoutSeconds, fall, rise } =
					timing.scriptCheck;
				scripts.push({
					name: names.add("check_script"),
					script: spec.command,
					interval: intervalSeconds,
					timeout: timeoutSeconds,
					fall,
					rise,
					weight: 0,
				});
				break;
			}
		}
	}
	// The watchdog writes a verdict of its own: one that has none yet, or is gone, keeps no address away.
	for (const { name, file } of httpChecks(health)) {
		track(name, file, 0);
	}
	track("drained", NODE_PATHS.drainFile, 0);
	return { files, scripts };
}

/** keepalived's priority among real-time processes (SCHED_RR), 1–99. */
export const REAL_TIME_PRIORITY = 50;

/**
 * The keepalived configuration of one node.
 *
 * Tencent Cloud asks for `garp_master_delay 1` and `garp_master_refresh 5`, and for `vrrp_garp_master_repeat 1` with
 * several VIPs, since it limits gratuitous ARP per interface (document 215/36691).
 */
export function keepalivedConfig(props: NodeKeepalivedProps): KeepalivedConfig {
	const { files, scripts } = trackersOf(props);
	return {
		globalDefs: {
			routerId: props.node,
			vrrpVersion: props.timing.vrrpVersion,
			scriptUser: "root",
			enableScriptSecurity: true,
			// Late adverts are false failovers: keepalived comes before everybody else where that is allowed.
			vrrpRtPriority: REAL_TIME_PRIORITY,
			// The default of 10 ms kills it on a busy machine; a second of work in one go is a fault.
			vrrpRlimitRttime: 1_000_000,
			maxAutoPriority: -1,
			// A mistake in a changed configuration would end keepalived, with the address left behind.
			reloadCheckConfig: NODE_PATHS.reloadLog,
			// After a split the one who leaves says so, and the one who stays announces the address, or its route, anew: the
			// network heard the other one last.
			vrrpHigherPrioSendAdvert: true,
			...(props.vips.length > 1 ? { vrrpGarpMasterRepeat: 1 } : {}),
			// A unit of its own reads it: a reader that keepalived begins is not begun again when it dies.
			vrrpNotifyFifo: NODE_PATHS.notifyFifo,
		},
		trackFiles: files,
		vrrpScripts: scripts,
		vrrpInstances: props.vrrp.virtualRouterIds.map(
			(virtualRouterId, router) => {
				const members = props.vips.filter(
					(vip) => vip.virtualRouterId === virtualRouterId,
				);
				return {
					name: `VI_${router + 1}`,
					state: "BACKUP",
					...(props.vrrp.mode === "nopreempt" ? { nopreempt: true } : {}),
					interface: props.interfaceName,
					virtualRouterId,
					priority: props.priorities[router] ?? props.timing.highestPriority,
					advertInt: props.timing.advertIntervalSeconds,
					unicastSrcIp: props.address,
					unicastPeer: props.peers,
					// VRRP proves nothing: who can send protocol 112 here at all must be a peer at least.
					checkUnicastSrc: true,
					virtualIpaddress: members.map((vip) => ({
						address: `${vip.address}/${vip.prefixLength}`,
						dev: props.interfaceName,
					})),
					garpMasterDelay: 1,
					garpMasterRefresh: 5,
					trackFile: files.map(({ name }) => ({ name })),
					trackScript: scripts.map(({ name }) => ({ name })),
				};
			},
		),
	};
}
