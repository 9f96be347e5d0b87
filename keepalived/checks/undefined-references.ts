import { type CheckContext, show } from "../keywords/context";
import type { KeepalivedConfig } from "../model/config";
import { eachInstance, eachSyncGroup, type Rule } from "./rule";
import {
	definitionsOf,
	TRACKER_KINDS,
	type TrackerKind,
	type Trackers,
} from "./trackers";

/** What is tracked is defined, and so is each member of a sync group. */
export const undefinedReferences: Rule = (config, context) => {
	eachInstance(config, context, (instance, at) => {
		checkTrackers(config, instance, at);
	});
	eachSyncGroup(config, context, (group, at) => {
		checkTrackers(config, group, at);
		const instances = (config.vrrpInstances ?? []).map(({ name }) => name);
		group.group.forEach((name, index) => {
			if (instances.includes(name)) {
				return;
			}
			at.at("group")
				.atIndex(index)
				.refuse({
					given: `${show(name)}, which is not defined`,
					allowed: namesOrNone(instances),
					remedy: "Define the instance in vrrpInstances, or correct the name.",
				});
		});
	});
};

function checkTrackers(
	config: KeepalivedConfig,
	trackers: Trackers,
	context: CheckContext,
): void {
	for (const kind of TRACKER_KINDS) {
		if (kind === "trackInterface") {
			continue;
		}
		const defined = definitionsOf(config, kind).map(({ name }) => name);
		trackers[kind]?.forEach(({ name }, index) => {
			if (defined.includes(name)) {
				return;
			}
			context
				.at(kind)
				.atIndex(index)
				.refuse({
					given: `${show(name)}, which is not defined`,
					allowed: namesOrNone(defined),
					remedy: `Define it in ${listOf(kind)}, or correct the name.`,
				});
		});
	}
}

function listOf(kind: Exclude<TrackerKind, "trackInterface">): string {
	switch (kind) {
		case "trackScript":
			return "vrrpScripts";
		case "trackFile":
			return "trackFiles";
		case "trackProcess":
			return "vrrpTrackProcesses";
	}
}

function namesOrNone(names: readonly string[]): string {
	return names.length === 0 ? "none, as none is defined" : names.join(", ");
}
