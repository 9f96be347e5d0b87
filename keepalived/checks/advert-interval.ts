import { isMultipleOf } from "../keywords/numbers";
import type { KeepalivedConfig } from "../model/config";
import type { VrrpVersion } from "../model/global-defs";
import type { VrrpInstance } from "../model/vrrp-instance";
import { eachInstance, type Rule } from "./rule";

/** What the protocol can carry: 8 bits of seconds in version 2, 12 bits of hundredths in version 3. */
const LIMITS = {
	2: {
		step: 1,
		max: 255,
		allowed: "whole seconds from 1 to 255 in VRRP version 2",
		remedy:
			"Round it, or set vrrpVersion to 3 on every node for fractions of a second.",
	},
	3: {
		step: 0.01,
		max: 40.95,
		allowed: "0.01 to 40.95 seconds in steps of 0.01 in VRRP version 3",
		remedy: "Choose an interval that version 3 can carry.",
	},
} as const;

/** The interval between adverts is one that the protocol version can carry; keepalived rounds others. */
export const advertInterval: Rule = (config, context) => {
	eachInstance(config, context, (instance, at) => {
		const { advertInt } = instance;
		const limits = LIMITS[vrrpVersionOf(config, instance)];
		if (advertInt === undefined || limits === undefined) {
			return;
		}
		if (advertInt < 0.01 || advertInt > 255) {
			return; // refused by itself
		}
		if (
			advertInt >= limits.step &&
			advertInt <= limits.max &&
			isMultipleOf(advertInt, limits.step)
		) {
			return;
		}
		at.at("advertInt").refuse({
			given: `${advertInt} seconds`,
			allowed: limits.allowed,
			remedy: limits.remedy,
		});
	});
};

/** The protocol version of an instance: its own, else the global one, else 2. */
export function vrrpVersionOf(
	config: KeepalivedConfig,
	instance: VrrpInstance,
): VrrpVersion {
	return instance.version ?? config.globalDefs?.vrrpVersion ?? 2;
}
