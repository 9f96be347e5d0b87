import { show } from "../keywords/context";
import { eachInstance, type Rule } from "./rule";

/** An instance follows its own interface anyway; keepalived takes naming it for an error. */
export const ownInterface: Rule = (config, context) => {
	eachInstance(config, context, (instance, at) => {
		instance.trackInterface?.forEach(({ name }, index) => {
			if (name !== instance.interface) {
				return;
			}
			at.at("trackInterface")
				.atIndex(index)
				.refuse({
					given: `${show(name)}, the instance's own interface`,
					allowed: "other interfaces",
					remedy: "Remove it: the own interface is tracked anyway.",
				});
		});
	});
};
