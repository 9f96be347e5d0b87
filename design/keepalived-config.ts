import type { KeepalivedConfig, TrackFile, VrrpScript } from "../keepalived";
import { faultFile, NODE_PATHS } from "../userdata";
import type { VipDesign } from "./ha-pair-design";
import type { Health } from "./health";
import type { TimingProfile } from "./timing";
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
	readonly port: number;
	readonly timing: TimingProfile;
}

interface Trackers {
	readonly files: readonly TrackFile[];
	readonly scripts: readonly VrrpScript[];
}

/** The name, with a number behind it when it is taken. */
function unique(
	name: string,
	taken: readonly { readonly name: string }[],
): string {
	const same = taken.filter((one) => one.name.startsWith(name)).length;
	return same === 0 ? name : `${name}_${same + 1}`;
}

/** Every tracker has weight 0, FAULT: with `nopreempt` a lower priority would move nothing. */
function trackersOf(props: NodeKeepalivedProps): Trackers {
	const files: TrackFile[] = [];
	const scripts: VrrpScript[] = [];
	const track = (name: string, file: string, initFile: number): void => {
		files.push({ name, file, weight: 0, initFile });
	};
	const check = (name: string, script: readonly string[]): void => {
		scripts.push({
			name: unique(name, scripts),
			script,
			interval: props.timing.checkIntervalSeconds,
			timeout: props.timing.checkTimeoutSeconds,
			fall: props.timing.checkFall,
			rise: props.timing.checkRise,
			weight: 0,
		});
	};
	for (const { spec } of props.health) {
		switch (spec.kind) {
			case "process":
				// systemd writes 0 once the unit runs; until then, and where it never did, the node is not fit.
				track(unique("service_fault", files), faultFile(spec.unit), 1);
				break;
			case "file":
				track(unique("manual_fault", files), spec.path, 0);
				break;
			case "http":
				check("check_http", [
					NODE_PATHS.httpCheck,
					String(props.port),
					spec.path,
				]);
				break;
			case "script":
				check("check_script", spec.command);
				break;
		}
	}
	return { files, scripts };
}

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
			...(props.vips.length > 1 ? { vrrpGarpMasterRepeat: 1 } : {}),
			vrrpNotifyFifo: NODE_PATHS.notifyFifo,
			vrrpNotifyFifoScript: NODE_PATHS.notifyScript,
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
