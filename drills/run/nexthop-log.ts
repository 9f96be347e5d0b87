import { z } from "zod";
import type { ClockOffsets } from "../../ports/bench";
import type { NexthopEvent } from "../log/events";

const entrySchema = z.object({
	/** Seconds since 1970. */
	time: z.number(),
	verb: z.string(),
	result: z.string(),
	ms: z.record(z.string(), z.number()).optional(),
	error: z.string().optional(),
});

const ENTRY = / {2}nexthop (\{.*\})$/gm;

/** Reads the nexthop helper's lines of `/var/log/keepalived.log`. */
export const readNexthopLog = (
	machine: string,
	log: string,
	offsets: ClockOffsets,
): readonly NexthopEvent[] =>
	[...log.matchAll(ENTRY)].map(([, json = ""]) => {
		const { time, verb, result, ms, error } = entrySchema.parse(
			JSON.parse(json),
		);
		return {
			type: "nexthop",
			timeNs: time * 1e9 + offsets.wallNs,
			machine,
			verb,
			result,
			...(ms === undefined ? {} : { ms }),
			...(error === undefined ? {} : { error }),
		};
	});
