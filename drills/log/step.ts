import { z } from "zod";
import type { ApiFault } from "../../ports/bench";

const API_FAULTS = {
	latency: "latency",
	throttle: "throttle",
	"server-error": "server-error",
	timeout: "timeout",
	refuse: "refuse",
	"task-conflict": "task-conflict",
	"stale-read": "stale-read",
	"expired-credential": "expired-credential",
	"lost-answer": "lost-answer",
} as const satisfies { readonly [K in ApiFault["kind"]]: K };

const apiFault = z.object({
	kind: z.enum(API_FAULTS),
	milliseconds: z.exactOptional(z.number()),
	changes: z.exactOptional(z.literal(true)),
	probability: z.exactOptional(z.number()),
	count: z.exactOptional(z.int()),
	forMs: z.number(),
}) satisfies z.ZodType<ApiFault>;

/** A step that is all said by its kind. */
const plainStep = z.object({
	kind: z.enum([
		"nothing",
		"power-cut",
		"power-off",
		"power-on",
		"reboot",
		"freeze",
		"thaw",
		"link-down",
		"link-up",
		"lose-vrrp-between-nodes",
		"lose-all-between-nodes",
		"lose-all-from-master",
		"lose-all-to-master",
		"packets-pass",
		"kill-vrrp-process",
		"break-keepalived-config",
		"restore-keepalived-config",
		"nginx-answers-500",
		"nginx-asks-slow-backend",
		"restore-nginx-config",
		"fill-disk",
		"empty-disk",
		"clock-ahead",
		"set-clock",
		"heal-api",
	]),
});

/** What a fault does, as data, where it is no command that speaks for itself: its `kind`, and its values. */
export const stepSchema = z.discriminatedUnion("kind", [
	plainStep,
	z.object({ kind: z.literal("lose-share"), percent: z.number() }),
	z.object({
		kind: z.literal("set-tracked-file"),
		path: z.string(),
		value: z.int(),
	}),
	z.object({ kind: z.literal("start-slow-backend"), seconds: z.number() }),
	z.object({ kind: z.literal("break-api"), fault: apiFault }),
]);

export type PlainStep = Readonly<z.infer<typeof plainStep>>;
export type Step = Readonly<z.infer<typeof stepSchema>>;
