import { describe, expect, it } from "vitest";
import {
	type KeepalivedConfig,
	KeepalivedVersion,
	renderKeepalivedConf,
} from "../../keepalived";
import {
	checkNginx,
	manualDown,
	nginx,
	virtualServer,
	withGlobalDefs,
	withInstance,
	withScript,
	withVirtualServer,
} from "./base";

describe("KeepalivedVersion", () => {
	it("compares numbers, not text", () => {
		const version = KeepalivedVersion.parse("2.2.10");
		expect(version.isAtLeast(KeepalivedVersion.parse("v2.2.7"))).toBe(true);
		expect(version.isAtLeast(KeepalivedVersion.parse("2.10.0"))).toBe(false);
		expect(String(version)).toBe("2.2.10");
	});

	it.each(["2.2", "latest", "2.2.7-1", ""])("refuses %j", (text) => {
		expect(() => KeepalivedVersion.parse(text)).toThrow(
			/is not a keepalived version; write major\.minor\.patch/,
		);
	});

	it("refuses what is older than the model", () => {
		expect(() => KeepalivedVersion.parse("1.2.13")).toThrow(
			/keepalived 1\.2\.13 is too old; the oldest supported version is 1\.2\.24/,
		);
	});
});

/** Keyword → first version with it, and a configuration that uses it. */
const firstVersions: Readonly<
	Record<string, readonly [string, KeepalivedConfig]>
> = {
	enable_script_security: [
		"1.3.0",
		withGlobalDefs({ enableScriptSecurity: true }),
	],
	vrrp_notify_fifo: ["1.3.6", withGlobalDefs({ vrrpNotifyFifo: "/run/fifo" })],
	dynamic_interfaces: ["2.0.0", withGlobalDefs({ dynamicInterfaces: true })],
	vrrp_rt_priority: ["2.0.0", withGlobalDefs({ vrrpRtPriority: 50 })],
	track_file: [
		"2.0.0",
		withInstance(
			{ trackFile: [{ name: "manual_down" }] },
			{ trackFiles: [manualDown] },
		),
	],
	notify_master_rx_lower_pri: [
		"2.0.6",
		withInstance({ notifyMasterRxLowerPri: "/etc/keepalived/notify" }),
	],
	"lb_algo mh": [
		"2.0.7",
		withVirtualServer({ ...virtualServer, lbAlgo: "mh" }),
	],
	vrrp_track_process: [
		"2.0.11",
		withInstance(
			{ trackProcess: [{ name: "nginx" }] },
			{ vrrpTrackProcesses: [nginx] },
		),
	],
	vrrp_startup_delay: ["2.0.14", withGlobalDefs({ vrrpStartupDelay: 5 })],
	"a server without port": [
		"2.0.15",
		withVirtualServer({
			...virtualServer,
			lbKind: "DR",
			sorryServer: { address: "127.0.0.1" },
		}),
	],
	vrrp_notify_priority_changes: [
		"2.0.16",
		withGlobalDefs({ vrrpNotifyPriorityChanges: true }),
	],
	reverse: [
		"2.0.18",
		withInstance(
			{ trackScript: [{ name: "chk_nginx", weight: 5, reverse: true }] },
			{ vrrpScripts: [checkNginx] },
		),
	],
	max_auto_priority: ["2.1.0", withGlobalDefs({ maxAutoPriority: 50 })],
	vrrp_rlimit_rttime: ["2.1.0", withGlobalDefs({ vrrpRlimitRttime: 10000 })],
	notify_deleted: [
		"2.1.0",
		withInstance({ notifyDeleted: "/etc/keepalived/notify" }),
	],
	reload_check_config: ["2.2.0", withGlobalDefs({ reloadCheckConfig: true })],
	vrrp_down_timer_adverts: [
		"2.2.3",
		withGlobalDefs({ vrrpDownTimerAdverts: 5 }),
	],
	down_timer_adverts: ["2.2.3", withInstance({ downTimerAdverts: 5 })],
	timer_expired_backup: [
		"2.2.8",
		withInstance({ nopreempt: true, timerExpiredBackup: true }),
	],
	"0.5, a fraction of a second": ["2.3.2", withScript({ interval: 0.5 })],
	vrrp_delay_after_boot: ["2.4.0", withGlobalDefs({ vrrpDelayAfterBoot: 30 })],
	auth_hmac: [
		"2.4.0",
		withInstance({
			authHmac: {
				key: [{ id: 1, value: `hex:${"0f".repeat(32)}` }],
				activeKey: 1,
			},
		}),
	],
};

describe.each(Object.entries(firstVersions))("%s", (keyword, [
	first,
	config,
]) => {
	it(`renders for keepalived ${first}`, () => {
		expect(() =>
			renderKeepalivedConf(config, { version: first }),
		).not.toThrow();
	});

	it("is refused for the version before, with the version it needs", () => {
		const version = before(first);
		expect(() => renderKeepalivedConf(config, { version })).toThrow(
			`got ${keyword}, which needs keepalived ${first} or newer; allowed: keywords of keepalived ${version}, the target version`,
		);
	});
});

it("writes a tracked file with its old keyword for keepalived 2.0", () => {
	const config = withInstance(
		{ trackFile: [{ name: "manual_down" }] },
		{ trackFiles: [manualDown] },
	);
	expect(renderKeepalivedConf(config, { version: "2.0.20" })).toContain(
		"vrrp_track_file manual_down {",
	);
	expect(renderKeepalivedConf(config, { version: "2.1.0" })).toContain(
		"\ntrack_file manual_down {",
	);
});

it("accepts a newer keyword that is switched off", () => {
	expect(() =>
		renderKeepalivedConf(withInstance({ timerExpiredBackup: false })),
	).not.toThrow();
});

function before(version: string): string {
	const { major, minor, patch } = KeepalivedVersion.parse(version);
	if (patch > 0) {
		return `${major}.${minor}.${patch - 1}`;
	}
	if (minor > 3 || (major === 2 && minor > 0)) {
		return `${major}.${minor - 1}.99`;
	}
	return major === 2 ? "1.4.5" : "1.2.24";
}
