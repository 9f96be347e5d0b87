import type { Rule } from "./rule";

/** A script ends before its next run is due. */
export const scriptTimeout: Rule = (config, context) => {
	config.vrrpScripts?.forEach(({ name, timeout, interval = 1 }, index) => {
		if (timeout === undefined || timeout <= interval) {
			return;
		}
		context
			.at("vrrpScripts")
			.atIndex(index, name)
			.at("timeout")
			.refuse({
				given: `${timeout} seconds with an interval of ${interval}`,
				allowed: "at most the interval",
				remedy:
					"Lengthen the interval or shorten the timeout: keepalived skips runs while one lasts, so a hung script is noticed late.",
			});
	});
};
