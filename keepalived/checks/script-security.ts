import type { KeepalivedConfig } from "../model/config";
import type { Rule } from "./rule";

/** A configuration with scripts says who runs them, and that they must be safe from others. */
export const scriptSecurity: Rule = (config, context) => {
	const defaultUsers = runByDefaultUser(config);
	const first = defaultUsers[0] ?? runByOwnUser(config)[0];
	if (first === undefined) {
		return;
	}
	const globalDefs = context.at("globalDefs");
	if (config.globalDefs?.enableScriptSecurity !== true) {
		globalDefs.at("enableScriptSecurity").refuse({
			given: `scripts (${first}) without enable_script_security`,
			allowed: "scripts with enable_script_security",
			remedy:
				"Set enableScriptSecurity to true; keepalived warns of a security violation otherwise.",
		});
	}
	if (defaultUsers.length > 0 && config.globalDefs?.scriptUser === undefined) {
		globalDefs.at("scriptUser").refuse({
			given: `scripts (${first}) without script_user`,
			allowed: "scripts with script_user",
			remedy:
				'Set scriptUser, such as "root"; the account keepalived_script does not exist by itself.',
		});
	}
};

function runByDefaultUser(config: KeepalivedConfig): readonly string[] {
	return [
		config.globalDefs?.vrrpNotifyFifoScript && "vrrp_notify_fifo_script",
		...(config.vrrpScripts ?? []).map(
			({ name, user }) => user === undefined && `vrrp_script ${name}`,
		),
		...[...(config.vrrpInstances ?? []), ...(config.vrrpSyncGroups ?? [])].map(
			(block) => notifies(block) && `notifications of ${block.name}`,
		),
		...(config.virtualServers ?? []).flatMap((server) => [
			(server.quorumUp ?? server.quorumDown) !== undefined && "quorum scripts",
			...server.realServers.flatMap((real) => [
				(real.notifyUp ?? real.notifyDown) !== undefined &&
					`notifications of ${real.address}`,
				...real.checkers.map(
					(checker) =>
						checker.type === "MISC_CHECK" &&
						checker.user === undefined &&
						`MISC_CHECK of ${real.address}`,
				),
			]),
		]),
	].filter((what) => typeof what === "string");
}

function runByOwnUser(config: KeepalivedConfig): readonly string[] {
	return [
		...(config.vrrpScripts ?? []).map(({ name }) => `vrrp_script ${name}`),
		...(config.virtualServers ?? []).flatMap((server) =>
			server.realServers.flatMap((real) =>
				real.checkers
					.filter(({ type }) => type === "MISC_CHECK")
					.map(() => `MISC_CHECK of ${real.address}`),
			),
		),
	];
}

function notifies(block: object): boolean {
	return Object.entries(block).some(
		([property, value]) => property.startsWith("notify") && value !== undefined,
	);
}
