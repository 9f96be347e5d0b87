import { createWriteStream, type WriteStream } from "node:fs";
import { z } from "zod";

/** Name of the file with the events, in the lab's directory. */
export const CLOUD_EVENTS = "cloud-events.ndjson";

/**
 * One thing that the local cloud saw or did. Times are nanoseconds of the computer's monotonic clock, which all machines of
 * a lab share.
 */
export const cloudEventSchema = z.discriminatedUnion("type", [
	/** A call of the API, when it was answered. */
	z.object({
		type: z.literal("api"),
		timeNs: z.number(),
		action: z.string(),
		machine: z.string().exactOptional(),
		/** The cloud's error code; absent when the call succeeded. */
		code: z.string().exactOptional(),
		durationMs: z.number(),
	}),
	/** The network follows a changed route from now on; without a machine the route is gone. */
	z.object({
		type: z.literal("route"),
		timeNs: z.number(),
		destination: z.string(),
		machine: z.string().exactOptional(),
	}),
	/** The virtual switch saw a gratuitous ARP of a machine that may send it. */
	z.object({
		type: z.literal("announcement"),
		timeNs: z.number(),
		address: z.string(),
		machine: z.string(),
	}),
]);

export type CloudEvent = z.infer<typeof cloudEventSchema>;

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
