import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { viewOf } from "../../../../drills/analysis/drill-view";
import type { EventLog } from "../../../../drills/log/event-log";
import { readDrillLog } from "../../../../drills/log/read-log";

const LOGS = join(__dirname, "logs");

/**
 * Real logs of the local lab, all but the first without requests that went well while nothing happened. They are of the
 * version that wrote steps and predictions in words.
 */
export const BASE_LOGS: ReadonlyMap<string, EventLog> = new Map(
	readdirSync(LOGS)
		.sort()
		.map((file) => [
			file.replace(/\.ndjson$/, ""),
			readDrillLog(readFileSync(join(LOGS, file), "utf8"), file),
		]),
);

export function baseLog(name: string): EventLog {
	const log = BASE_LOGS.get(name);
	if (log === undefined) {
		throw new Error(`there is no log ${name}`);
	}
	return log;
}

/** Who is who in a drill of two nodes. */
export interface Roles {
	/** The node that was hit. */
	readonly hit: string;
	readonly other: string;
	readonly vip: string;
	/** The virtual router that moves the VIP. */
	readonly instance: string;
}

export function rolesIn(name: string): Roles {
	const { drill } = viewOf(baseLog(name));
	const [hit] = drill.targets;
	const other = drill.nodes.find((node) => node !== hit);
	if (hit === undefined || other === undefined) {
		throw new Error(`${name} has no two nodes`);
	}
	return { hit, other, vip: drill.vip, instance: drill.instance };
}
