import type { Rule } from "./rule";

/** A program that reads the pipe needs the pipe. */
export const notifyFifo: Rule = ({ globalDefs }, context) => {
	if (globalDefs?.vrrpNotifyFifoScript === undefined) {
		return;
	}
	if (globalDefs.vrrpNotifyFifo !== undefined) {
		return;
	}
	context.at("globalDefs").at("vrrpNotifyFifoScript").refuse({
		given: "vrrp_notify_fifo_script without vrrp_notify_fifo",
		allowed: "both of them",
		remedy: "Name the pipe in vrrpNotifyFifo.",
	});
};
