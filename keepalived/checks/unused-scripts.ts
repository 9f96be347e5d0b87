import { eachInstance, eachSyncGroup, type Rule } from "./rule";
import type { Trackers } from "./trackers";

/** Each script is tracked; keepalived starts without one that is not, and `keepalived -t` does not say so. */
export const unusedScripts: Rule = (config, context) => {
	const used = new Set<string>();
	const collect = ({ trackScript = [] }: Trackers) => {
		for (const { name } of trackScript) {
			used.add(name);
		}
	};
	eachInstance(config, context, collect);
	eachSyncGroup(config, context, collect);
	config.vrrpScripts?.forEach(({ name }, index) => {
		if (used.has(name)) {
			return;
		}
		context.at("vrrpScripts").atIndex(index, name).refuse({
			given: "a script that nothing tracks",
			allowed: "scripts that an instance or a sync group tracks",
			remedy: "Name it in a trackScript, or remove it.",
		});
	});
};
