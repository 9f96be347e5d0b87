import { z } from "zod";
import type { OutagePrediction } from "../design/outage";
import type { OutageTerm } from "../design/outage-term";

const bounds = z.object({ min: z.number(), max: z.number() });

const TERMS = {
	"answers-until-moved": z.object({ kind: z.literal("answers-until-moved") }),
	"in-flight": z.object({ kind: z.literal("in-flight") }),
	"master-leaves": z.object({ kind: z.literal("master-leaves") }),
	"tracked-file": z.object({ kind: z.literal("tracked-file") }),
	"process-exits": z.object({ kind: z.literal("process-exits") }),
	"service-stops": z.object({
		kind: z.literal("service-stops"),
		maxMs: z.number(),
	}),
	"failed-checks": z.object({
		kind: z.literal("failed-checks"),
		checks: z.int(),
		intervalMs: z.number(),
	}),
	"timed-out-checks": z.object({
		kind: z.literal("timed-out-checks"),
		checks: z.int(),
		timeoutMs: z.number(),
		intervalMs: z.number(),
	}),
	"missed-advertisements": z.object({
		kind: z.literal("missed-advertisements"),
		intervals: z.int(),
		intervalMs: z.number(),
	}),
	skew: z.object({
		kind: z.literal("skew"),
		ms: z.number(),
		priority: z.int(),
		intervalMs: z.exactOptional(z.number()),
	}),
	"route-change": z.object({
		kind: z.literal("route-change"),
		startMs: bounds,
		calls: z.int(),
		callMs: bounds,
	}),
	"route-gap": z.object({ kind: z.literal("route-gap"), maxMs: z.number() }),
	"havip-switch": z.object({
		kind: z.literal("havip-switch"),
		maxMs: z.number(),
		source: z.enum(["documented", "assumed"]),
	}),
} satisfies { readonly [T in OutageTerm as T["kind"]]: z.ZodType<T> };

const minMs = z.number();
const maxMs = z.number();

/**
 * What a plan expects of an outage, as logs and running labs keep it. Those of older versions have the arithmetic as an
 * English sentence.
 */
export const keptPredictionSchema = z.union([
	z.object({ minMs, maxMs, terms: z.array(z.union(Object.values(TERMS))) }),
	z.object({ minMs, maxMs, formula: z.string() }),
]) satisfies z.ZodType<KeptPrediction>;

export type KeptPrediction =
	| OutagePrediction
	| (Pick<OutagePrediction, "minMs" | "maxMs"> & { readonly formula: string });
