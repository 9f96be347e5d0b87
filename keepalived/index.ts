/** A typed model of keepalived.conf and its renderer. */
export {
	describeProblem,
	KeepalivedConfigError,
	type KeepalivedProblem,
} from "./errors";
export type { Script } from "./keywords/script";
export type {
	Authentication,
	AuthHmac,
	AuthHmacKey,
} from "./model/authentication";
export type {
	CheckedUrl,
	Checker,
	Connecting,
	HttpGet,
	MiscCheck,
	Retrying,
	SmtpCheck,
	SslGet,
	TcpCheck,
} from "./model/checker";
export type { KeepalivedConfig } from "./model/config";
export type { GlobalDefs, VrrpVersion } from "./model/global-defs";
export type { TrackFile } from "./model/track-file";
export type { Track } from "./model/tracking";
export type { AddressScope, VirtualAddress } from "./model/virtual-address";
export type {
	AddressVirtualServer,
	FwmarkVirtualServer,
	IpvsProtocol,
	LbAlgo,
	LbKind,
	RealServer,
	ServerAddress,
	VirtualServer,
	VirtualServerBase,
} from "./model/virtual-server";
export type { InitialState, VrrpInstance } from "./model/vrrp-instance";
export type { VrrpScript } from "./model/vrrp-script";
export type { VrrpSyncGroup } from "./model/vrrp-sync-group";
export type { ParamMatch, VrrpTrackProcess } from "./model/vrrp-track-process";
export { type RenderKeepalivedOptions, renderKeepalivedConf } from "./render";
export {
	DEFAULT_KEEPALIVED_VERSION,
	KeepalivedVersion,
	OLDEST_KEEPALIVED_VERSION,
} from "./version";
