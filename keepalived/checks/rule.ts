import type { CheckContext } from "../keywords/context";
import type { KeepalivedConfig } from "../model/config";
import type { VrrpInstance } from "../model/vrrp-instance";
import type { VrrpSyncGroup } from "../model/vrrp-sync-group";

/** Reports what is wrong between keywords, each of which is right by itself. */
export type Rule = (config: KeepalivedConfig, context: CheckContext) => void;

/** Runs a check on each instance, with the context of the instance. */
export function eachInstance(
	config: KeepalivedConfig,
	context: CheckContext,
	check: (instance: VrrpInstance, at: CheckContext) => void,
): void {
	config.vrrpInstances?.forEach((instance, index) => {
		check(instance, context.at("vrrpInstances").atIndex(index, instance.name));
	});
}

/** Runs a check on each sync group, with the context of the group. */
export function eachSyncGroup(
	config: KeepalivedConfig,
	context: CheckContext,
	check: (group: VrrpSyncGroup, at: CheckContext) => void,
): void {
	config.vrrpSyncGroups?.forEach((group, index) => {
		check(group, context.at("vrrpSyncGroups").atIndex(index, group.name));
	});
}

/** The groups that an instance is a member of. */
export function groupsOf(
	config: KeepalivedConfig,
	instance: VrrpInstance,
): readonly VrrpSyncGroup[] {
	return (config.vrrpSyncGroups ?? []).filter((group) =>
		group.group.includes(instance.name),
	);
}
