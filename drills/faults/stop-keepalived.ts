import type { Fault } from "../fault";
import { takeover, UNNOTICED } from "./expectations";

const parts: Pick<Fault, "inject" | "heal"> = {
	inject: ({ bench, node }) =>
		bench.run(node, ["systemctl", "stop", "keepalived"]),
	heal: ({ bench, node }) =>
		bench.run(node, ["systemctl", "start", "keepalived"]),
};

/** The planned switch: the leaving master says so with priority 0. */
export const stopKeepalived: Fault = {
	...parts,
	id: "stop-keepalived",
	title: "systemctl stop keepalived on the master",
	target: "master",
	expectation: takeover("stop-keepalived"),
};

/** The backup leaves: the master must not care. */
export const stopKeepalivedOnBackup: Fault = {
	...parts,
	id: "stop-keepalived-on-backup",
	title: "systemctl stop keepalived on the backup",
	target: "backup",
	expectation: UNNOTICED,
};
