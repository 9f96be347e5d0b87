import { createHash } from "node:crypto";
import { z } from "zod";

const subnet = z.looseObject({
	name: z.enum(["public", "private"]),
	cidr: z.string(),
	prefixLength: z.int(),
	gateway: z.string(),
});

const host = z.looseObject({
	name: z.string(),
	address: z.string(),
	subnet: z.enum(["public", "private"]),
});

const node = z.looseObject({
	name: z.string(),
	address: z.string(),
	page: z.string(),
	userData: z.string(),
});

const vip = z.looseObject({ instance: z.string(), address: z.string() });

/** Checks the part of a `LabPlan` that the local machine makes real, and keeps the rest as it is. */
export const localPlanSchema = z.looseObject({
	lab: z.string(),
	name: z.string(),
	network: z.looseObject({ publicSubnet: subnet, privateSubnet: subnet }),
	bastion: host,
	client: host,
	pair: z.looseObject({
		nodes: z.array(node),
		vips: z.array(vip),
		service: z.looseObject({ name: z.string(), port: z.int() }),
	}),
});

interface LocalHost {
	readonly name: string;
	readonly address: string;
	readonly subnet: "public" | "private";
}

interface LocalSubnet {
	readonly name: "public" | "private";
	readonly cidr: string;
	readonly prefixLength: number;
	readonly gateway: string;
}

/** One node of the pair: its identity and its whole cloud-init document. */
export interface LocalNode {
	readonly name: string;
	readonly address: string;
	/** What its service page says. */
	readonly page: string;
	readonly userData: string;
}

/** What the local machine needs of a `LabPlan`; every `LabPlan` is one. */
export interface LocalPlan {
	readonly lab: string;
	readonly name: string;
	readonly network: {
		readonly publicSubnet: LocalSubnet;
		readonly privateSubnet: LocalSubnet;
	};
	readonly bastion: LocalHost;
	readonly client: LocalHost;
	readonly pair: {
		readonly nodes: readonly LocalNode[];
		readonly vips: readonly {
			readonly instance: string;
			readonly address: string;
		}[];
		readonly service: { readonly name: string; readonly port: number };
	};
}

/** Tells two plans apart: equal plans have equal hashes, in whatever order their keys stand. */
export function planHash(plan: LocalPlan): string {
	const text = JSON.stringify(plan, (_, value: unknown) =>
		isRecord(value)
			? Object.fromEntries(Object.entries(value).sort(byKey))
			: value,
	);
	return createHash("sha256").update(text).digest("hex");
}

function isRecord(value: unknown): value is Record<string, unknown> {
	return typeof value === "object" && value !== null && !Array.isArray(value);
}

function byKey([a]: [string, unknown], [b]: [string, unknown]): number {
	return a < b ? -1 : a > b ? 1 : 0;
}
