import { z } from "zod";
import type { Recorded } from "../base/recorded";

const timeNs = z.number().nonnegative();
const machine = z.string();

/** What each kind of a cloud's events may be. Fields that a newer version adds are kept. */
export const CLOUD_EVENT_SCHEMAS = {
	/** A call of the cloud's API. */
	api: z.looseObject({
		type: z.literal("api"),
		/** When it arrived. */
		timeNs,
		action: z.string(),
		/** The machine that called, where the cloud can tell. */
		machine: machine.exactOptional(),
		/** The cloud's error code; absent when the call succeeded. */
		code: z.string().exactOptional(),
		durationMs: z.number(),
	}),
	/** A route leads to another machine from now on; without a machine it leads nowhere. */
	route: z.looseObject({
		type: z.literal("route"),
		timeNs,
		destination: z.string(),
		machine: machine.exactOptional(),
	}),
	/** A gratuitous ARP of a machine that may send it, as the virtual switch saw it. */
	announcement: z.looseObject({
		type: z.literal("announcement"),
		timeNs,
		address: z.string(),
		machine,
	}),
} as const;

/** One event as it is kept, a JSON object a line. */
export const cloudEventSchema = z.discriminatedUnion("type", [
	CLOUD_EVENT_SCHEMAS.api,
	CLOUD_EVENT_SCHEMAS.route,
	CLOUD_EVENT_SCHEMAS.announcement,
]);

/**
 * What the cloud saw or did. Times are nanoseconds of the bench's clock; on the local machine that is the computer's monotonic
 * clock, which all machines of a lab share.
 */
export type CloudEvent = {
	readonly [Type in keyof typeof CLOUD_EVENT_SCHEMAS]: Recorded<
		z.infer<(typeof CLOUD_EVENT_SCHEMAS)[Type]>
	>;
}[keyof typeof CLOUD_EVENT_SCHEMAS];
