import { eachInstance, type Rule } from "./rule";

/** Instances on one interface have different numbers. */
export const duplicateVrids: Rule = (config, context) => {
	const first = new Map<string, string>();
	eachInstance(config, context, (instance, at) => {
		const key = `${instance.interface} ${instance.virtualRouterId}`;
		const other = first.get(key);
		if (other === undefined) {
			first.set(key, instance.name);
			return;
		}
		at.at("virtualRouterId").refuse({
			given: `${instance.virtualRouterId}, which ${other} has already on ${instance.interface}`,
			allowed: "a number of its own on each interface",
			remedy: "Choose another number from 1 to 255, the same on every node.",
		});
	});
};
