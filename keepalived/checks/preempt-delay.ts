import { eachInstance, type Rule } from "./rule";

/** `preempt_delay` is given only to instances that start as backup. */
export const preemptDelay: Rule = (config, context) => {
	eachInstance(config, context, ({ preemptDelay, state }, at) => {
		if (preemptDelay === undefined || preemptDelay === 0) {
			return;
		}
		if (state !== "MASTER") {
			return;
		}
		at.at("preemptDelay").refuse({
			given: `preempt_delay ${preemptDelay} with state MASTER`,
			allowed: "preempt_delay with state BACKUP",
			remedy: "Set state to BACKUP; keepalived drops the delay otherwise.",
		});
	});
};
