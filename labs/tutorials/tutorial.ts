import type { CloudId } from "../../design/clouds";
import type { HaPairDesign } from "../../design/ha-pair-design";
import type { KeepalivedConfig } from "../../keepalived";
import type { VipMode } from "../lab-definition";

/** Where a tutorial's node finds itself. */
export interface TutorialSurroundings {
	/** 0 for the first node, which the tutorials call master, 1 for the second one. */
	readonly index: number;
	readonly address: string;
	/** Address of the other node. */
	readonly peer: string;
	readonly interfaceName: string;
	/** The floating address. */
	readonly vip: string;
}

/** A script that a tutorial puts on its nodes. */
export interface TutorialScript {
	/** Absolute path. */
	readonly path: string;
	/** File name below `labs/tutorials/files`. */
	readonly source: string;
}

/** A mistake of a tutorial with which its readers live, and so do its drills. */
export interface KeptFlaw {
	readonly what: string;
	/** Where our own model of keepalived.conf refuses it; absent where it does not. */
	readonly refusedAt?: string;
}

/**
 * A published way of making a pair highly available, retold from its facts: addresses are the lab's, everything that
 * decides how fast it is and whether it works is the tutorial's.
 */
export interface Tutorial {
	/** e.g. `kingsoft`, on the command line `seed:kingsoft`. */
	readonly id: string;
	/** One line for people. */
	readonly title: string;
	/** The cloud that the local machine plays for it. */
	readonly cloud: CloudId;
	readonly vipMode: VipMode;
	/** Set where the network carries multicast, as on premises. */
	readonly multicast?: true;
	readonly preemption: HaPairDesign["preemption"];
	/** Seconds between two advertisements; all tutorials speak VRRP version 2. */
	readonly advertIntervalSeconds: number;
	/** Priorities of the two nodes. */
	readonly priorities: readonly [number, number];
	/** What had to be changed or filled in because it could not work as it stands, or not in this lab. */
	readonly corrections: readonly string[];
	/** What is wrong and stays, because it runs. */
	readonly kept: readonly KeptFlaw[];
	/** What readers of the figures have to know. */
	readonly remarks?: readonly string[];
	/** What keepalived's own check says about the configuration as it is run: 0 or 6 (scripts without script security). */
	readonly keepalivedVerdict: 0 | 6;
	readonly scripts: readonly TutorialScript[];
	/** Commands that run once as root on each node before the services start. */
	readonly prepare?: readonly (readonly string[])[];
	readonly keepalived: (at: TutorialSurroundings) => KeepalivedConfig;
}
