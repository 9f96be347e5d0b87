import { vrrpVersionOf } from "./advert-interval";
import { eachInstance, type Rule } from "./rule";

/** Passwords are for version 2; signatures come instead of them. */
export const authentication: Rule = (config, context) => {
	eachInstance(config, context, (instance, at) => {
		const { authentication, authHmac } = instance;
		if (authentication !== undefined && vrrpVersionOf(config, instance) === 3) {
			at.at("authentication").refuse({
				given: "a password with VRRP version 3",
				allowed: "a password with VRRP version 2",
				remedy:
					"Remove it: version 3 has no authentication, and keepalived ignores it.",
			});
		}
		if (authHmac === undefined) {
			return;
		}
		if (authentication !== undefined) {
			at.at("authentication").refuse({
				given: "a password beside auth_hmac",
				allowed: "one of the two",
				remedy: "Remove the password; keepalived drops it.",
			});
		}
		if (!authHmac.key.some(({ id }) => id === authHmac.activeKey)) {
			at.at("authHmac")
				.at("activeKey")
				.refuse({
					given: `${authHmac.activeKey}, which is not defined`,
					allowed: "the number of one of the keys",
					remedy: "Define the key; keepalived signs nothing otherwise.",
				});
		}
		if (
			authHmac.timeWindow !== undefined &&
			authHmac.antiReplay === "monotonic"
		) {
			at.at("authHmac").at("timeWindow").refuse({
				given: "time_window with anti_replay monotonic",
				allowed: "time_window with anti_replay time",
				remedy: "Remove timeWindow, or set antiReplay to time.",
			});
		}
	});
};
