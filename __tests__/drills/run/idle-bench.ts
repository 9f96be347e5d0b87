import type { Bench, CommandResult } from "../../../ports/bench";

const SNAPSHOT = {
	"node-1": "state VI_1 MASTER\naddress 10.34.0.200\n",
	"node-2": "state VI_1 FAULT\n",
};

const nothing = async (): Promise<void> => {};

/** A bench on which nothing happens, and whose clock runs fast. */
export function idleBench(more: Partial<Bench> = {}): Bench {
	let timeNs = 0;
	const nodes = ["node-1", "node-2"] as const;
	return {
		nodes,
		machines: nodes,
		run: async (machine): Promise<CommandResult> => ({
			exitCode: 0,
			stdout: machine === "node-1" ? SNAPSHOT["node-1"] : SNAPSHOT["node-2"],
			stderr: "",
		}),
		startProbe: () => Promise.reject(new Error("nobody asks for a probe")),
		now: () => {
			timeNs += 20e9;
			return timeNs;
		},
		clockOffsets: async () => ({ monotonicNs: 0, wallNs: 0 }),
		isOn: async () => true,
		powerCut: nothing,
		powerOff: nothing,
		powerOn: nothing,
		reboot: nothing,
		linkDown: nothing,
		linkUp: nothing,
		freeze: nothing,
		thaw: nothing,
		...more,
	};
}
