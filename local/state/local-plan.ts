import { createHash } from "node:crypto";
import { z } from "zod";
import { isRecord } from "../../base/is-record";
import { CLOUD_IDS, type CloudId } from "../../design/capabilities";
import type { SecurityRule } from "../../design/security-rule";
import type { InternetPlan, LabPlan } from "../../plan/lab-plan";
import { LocalLabError } from "../host/errors";
import { securityRules } from "../vpc/security-rules";

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
	realTimePriority: z.int().exactOptional(),
	facts: z.looseObject({
		route: z
			.looseObject({
				roleName: z.string().exactOptional(),
				routeTableId: z.string().exactOptional(),
			})
			.exactOptional(),
	}),
});

const vip = z.looseObject({
	kind: z.enum(["havip", "route"]),
	instance: z.string(),
	address: z.string(),
});

const internet = z.looseObject({
	cidr: z.string(),
	prefixLength: z.int(),
	gateway: z.string(),
	client: z.looseObject({ name: z.string(), address: z.string() }),
	eips: z.looseObject({
		bastion: z.string(),
		nat: z.string(),
		vips: z.array(z.string()),
	}),
});

/** Checks the part of a `LabPlan` that the local machine makes real, and keeps the rest as it is. */
export const localPlanSchema = z.looseObject({
	lab: z.string(),
	name: z.string(),
	cloud: z.enum(CLOUD_IDS),
	region: z.string(),
	zone: z.string(),
	network: z.looseObject({
		vpcId: z.string(),
		vpcCidr: z.string(),
		publicSubnet: subnet,
		privateSubnet: subnet,
		multicast: z.boolean().exactOptional(),
	}),
	bastion: host.extend({ securityRules }),
	client: host,
	neighbour: host.exactOptional(),
	internet,
	pair: z.looseObject({
		nodes: z.array(node),
		vips: z.array(vip),
		service: z.looseObject({ name: z.string(), port: z.int() }),
		securityRules,
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
	/** Priority among real-time processes that keepalived gives itself. */
	readonly realTimePriority?: number;
	readonly facts: {
		readonly route?: {
			readonly roleName?: string;
			readonly routeTableId?: string;
		};
	};
}

/** What the local machine needs of a `LabPlan`; see {@link localPlanOf}. */
export interface LocalPlan {
	readonly lab: string;
	readonly name: string;
	readonly cloud: CloudId;
	readonly region: string;
	readonly zone: string;
	readonly network: {
		readonly vpcId: string;
		readonly vpcCidr: string;
		readonly publicSubnet: LocalSubnet;
		readonly privateSubnet: LocalSubnet;
		/** Whether multicast passes between the machines; by default as in the cloud. */
		readonly multicast?: boolean;
	};
	readonly bastion: LocalHost & {
		readonly securityRules: readonly SecurityRule[];
	};
	readonly client: LocalHost;
	/** A host in the nodes' subnet; labs from before it was there have none. */
	readonly neighbour?: LocalHost;
	readonly internet: InternetPlan;
	readonly pair: {
		readonly nodes: readonly LocalNode[];
		readonly vips: readonly {
			readonly kind: "havip" | "route";
			readonly instance: string;
			readonly address: string;
		}[];
		readonly service: { readonly name: string; readonly port: number };
		readonly securityRules: readonly SecurityRule[];
	};
}

/**
 * The plan of a lab that is to run here.
 *
 * @throws LocalLabError when the plan is one for a cloud
 */
export function localPlanOf<Plan extends LabPlan>(
	plan: Plan,
): Plan & LocalPlan {
	const { internet } = plan;
	if (!internet) {
		throw new LocalLabError(
			`The plan of ${plan.name} (${plan.lab}) is one for a cloud.`,
			{ remedy: 'Plan the lab for this machine: planLab(settings, "local").' },
		);
	}
	return { ...plan, internet };
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

function byKey([a]: [string, unknown], [b]: [string, unknown]): number {
	return a < b ? -1 : a > b ? 1 : 0;
}
