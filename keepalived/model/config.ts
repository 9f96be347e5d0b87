import { type Directive, type Keywords, since } from "../keywords/directive";
import { block, blocks } from "../keywords/nested";
import { KeepalivedVersion } from "../version";
import { type GlobalDefs, globalDefs } from "./global-defs";
import { type TrackFile, trackFile } from "./track-file";
import { headerOf, type VirtualServer, virtualServer } from "./virtual-server";
import { type VrrpInstance, vrrpInstance } from "./vrrp-instance";
import { type VrrpScript, vrrpScript } from "./vrrp-script";
import { type VrrpSyncGroup, vrrpSyncGroup } from "./vrrp-sync-group";
import { type VrrpTrackProcess, vrrpTrackProcess } from "./vrrp-track-process";

/**
 * A whole keepalived.conf. Properties are the keywords of keepalived.conf(5) in
 * camel case; blocks of which there may be several are lists, named in the plural.
 */
export interface KeepalivedConfig {
	/** @default keepalived's defaults */
	readonly globalDefs?: GlobalDefs;
	/** Scripts that instances track; each must be tracked by one. @default none */
	readonly vrrpScripts?: readonly VrrpScript[];
	/** Files that instances track. keepalived ≥ 2.0.0. @default none */
	readonly trackFiles?: readonly TrackFile[];
	/** Processes that instances track. keepalived ≥ 2.0.11. @default none */
	readonly vrrpTrackProcesses?: readonly VrrpTrackProcess[];
	/** @default none */
	readonly vrrpSyncGroups?: readonly VrrpSyncGroup[];
	/** @default none */
	readonly vrrpInstances?: readonly VrrpInstance[];
	/** @default none */
	readonly virtualServers?: readonly VirtualServer[];
}

const TRACK_FILE_ROOT = KeepalivedVersion.parse("2.1.0");

const trackFileBlocks = blocks(trackFile, nameOf);

const trackFiles: Directive<readonly TrackFile[]> = {
	...trackFileBlocks,
	keyword: "track_file",
	write: (values, keyword, version) =>
		trackFileBlocks.write(
			values,
			version.isAtLeast(TRACK_FILE_ROOT) ? keyword : "vrrp_track_file",
			version,
		),
};

export const keepalivedConfig: Keywords<KeepalivedConfig> = {
	globalDefs: block(globalDefs),
	vrrpScripts: { ...blocks(vrrpScript, nameOf), keyword: "vrrp_script" },
	trackFiles: since("2.0.0", trackFiles),
	vrrpTrackProcesses: since("2.0.11", {
		...blocks(vrrpTrackProcess, nameOf),
		keyword: "vrrp_track_process",
	}),
	vrrpSyncGroups: {
		...blocks(vrrpSyncGroup, nameOf),
		keyword: "vrrp_sync_group",
	},
	vrrpInstances: { ...blocks(vrrpInstance, nameOf), keyword: "vrrp_instance" },
	virtualServers: {
		...blocks(virtualServer, headerOf),
		keyword: "virtual_server",
	},
};

function nameOf(value: { readonly name: string }): string {
	return value.name;
}
