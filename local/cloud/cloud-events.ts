import { createWriteStream, type WriteStream } from "node:fs";
import { type CloudEvent, cloudEventSchema } from "../../ports/cloud-event";

/** Name of the file with the events, in the lab's directory. */
export const CLOUD_EVENTS = "cloud-events.ndjson";

/** Nanoseconds of the monotonic clock. */
export function monotonicNs(): number {
	return Number(process.hrtime.bigint());
}

/** Appends events to a file, one JSON object a line. */
export class CloudEventLog {
	private readonly stream: WriteStream;

	constructor(path: string) {
		this.stream = createWriteStream(path, { flags: "a", mode: 0o600 });
		// What is lost is what somebody might have looked at; the cloud goes on.
		this.stream.on("error", (error) => {
			console.error(`${path}: ${error.message}`);
		});
	}

	/** Written in the order of the calls; nobody waits for the disk. */
	add(event: CloudEvent): void {
		this.stream.write(`${JSON.stringify(event)}\n`);
	}

	close(): Promise<void> {
		return new Promise((resolve) => {
			this.stream.end(resolve);
		});
	}
}

/**
 * The events of a log's text since a moment. A last line that is still being written is left out.
 *
 * @param sinceNs nanoseconds of the monotonic clock
 */
export function cloudEventsIn(
	text: string,
	sinceNs: number,
): readonly CloudEvent[] {
	return text
		.slice(0, text.lastIndexOf("\n") + 1)
		.split("\n")
		.filter(Boolean)
		.map((line) => cloudEventSchema.parse(JSON.parse(line)))
		.filter(({ timeNs }) => timeNs >= sinceNs)
		.sort((left, right) => left.timeNs - right.timeNs);
}
