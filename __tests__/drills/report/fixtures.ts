import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { EventLog } from "../../../drills/log/event-log";
import { readDrillLog } from "../../../drills/log/read-log";
import {
	type DrillLog,
	type DrillSetView,
	type ReportContext,
	viewDrillSet,
} from "../../../drills/report/drill-set";
import { drawPictures, type Pictures } from "../../../drills/report/pictures";

/** Real logs of the local lab, with fewer requests and without idle chatter of the nodes. */
export const LOGS = join(__dirname, "logs");

export const realLogs = (): readonly DrillLog[] =>
	readdirSync(LOGS)
		.sort()
		.map((file) => ({
			file,
			log: readDrillLog(readFileSync(join(LOGS, file), "utf8"), file),
		}));

/** The same log as another configuration's. */
export const asSubject = (log: EventLog, subject: string): EventLog =>
	log.map((event) => (event.type === "drill" ? { ...event, subject } : event));

export const CONTEXT: ReportContext = {
	madeAt: new Date("2026-11-21T10:00:00Z"),
	machine: {
		processor: "Example Processor",
		cores: 2,
		memoryGiB: 24,
		kernel: "Linux 6.18",
	},
	seed: 7,
	budgetMs: 250,
};

/** Two labs of our own, one of which a tutorial's configuration is compared with. */
export function exampleView(): DrillSetView {
	const logs = realLogs();
	const theirs = logs
		.filter(({ file }) => file.includes("power-cut"))
		.map(({ file, log }) => ({ file, log: asSubject(log, "seed:kingsoft") }));
	return viewDrillSet([...logs, ...theirs], CONTEXT);
}

export interface Example {
	readonly view: DrillSetView;
	readonly pictures: Pictures;
}

export function example(): Example {
	const view = exampleView();
	return { view, pictures: drawPictures(view) };
}
