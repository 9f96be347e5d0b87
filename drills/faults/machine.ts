import type { Fault } from "../fault";
import { takeover } from "./expectations";

/** From one moment to the next nothing comes from the node any more. */
export const powerCut: Fault = {
	id: "power-cut",
	title: "power cut of the master",
	target: "master",
	expectation: takeover("power-cut"),
	inject: ({ bench, node }) => bench.powerCut(node),
	heal: ({ bench, node }) => bench.powerOn(node),
};

/** A clean shutdown stops keepalived before anything that it needs. */
export const shutdown: Fault = {
	id: "shutdown",
	title: "clean shutdown of the master",
	target: "master",
	expectation: takeover("stop-keepalived"),
	inject: ({ bench, node }) => bench.powerOff(node),
	heal: ({ bench, node }) => bench.powerOn(node),
};

/** As a shutdown, but the node comes back by itself. */
export const reboot: Fault = {
	id: "reboot",
	title: "reboot of the master",
	target: "master",
	expectation: takeover("stop-keepalived"),
	inject: ({ bench, node }) => bench.reboot(node),
	heal: ({ bench, node }) => bench.powerOn(node),
};

/** The node loses its carrier: it goes to FAULT itself, but cannot tell anybody. */
export const linkDown: Fault = {
	id: "link-down",
	title: "network cable of the master pulled",
	target: "master",
	expectation: takeover("power-cut"),
	inject: ({ bench, node }) => bench.linkDown(node),
	heal: ({ bench, node }) => bench.linkUp(node),
};

/** A paused machine wakes up as the master that it was, with the higher priority perhaps, and claims the address. */
export const freeze: Fault = {
	id: "freeze",
	title: "master frozen as a whole, then thawed",
	target: "master",
	expectation: { ...takeover("power-cut"), mayMoveAfterHealing: true },
	inject: ({ bench, node }) => bench.freeze(node),
	heal: ({ bench, node }) => bench.thaw(node),
};

/** After a power failure of the whole site both nodes boot together: one of them must end up as master. */
export const bothBoot: Fault = {
	id: "both-boot",
	title: "power cut of all nodes, then all powered on together",
	target: "all",
	expectation: { outcome: "interruption", mayMoveAfterHealing: true },
	inject: ({ bench, node }) => bench.powerCut(node),
	heal: ({ bench, node }) => bench.powerOn(node),
};
