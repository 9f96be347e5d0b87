import { z } from "zod";
import type { Known } from "../base/known";
import { CLOUD_IDS } from "../design/clouds";
import type { HaPairDesign } from "../design/ha-pair-design";
import { PREDICTED_FAULTS } from "../design/outage";
import { TIMING_NAMES } from "../design/timing";
import type { VipMode } from "../labs/lab-definition";
import { keptPredictionSchema } from "./kept-prediction";
import { securityRules } from "./security-rules";

const subnetName = z.enum(["public", "private"]);

const subnet = z.looseObject({
	name: subnetName,
	cidr: z.string(),
	prefixLength: z.int(),
	/** The first usable address; the clouds' and the local fabric's router. */
	gateway: z.string(),
});

const machine = z.looseObject({ name: z.string(), address: z.string() });

/** A machine that is not a member of the pair. */
const host = machine.extend({ subnet: subnetName });

const node = machine.extend({
	/** What its service page says. */
	page: z.string(),
	/** VRRP priority in each virtual router, in their order. */
	priorities: z.array(z.int()),
	/** Its whole cloud-init document. */
	userData: z.string(),
	/** Priority among real-time processes that keepalived gives itself. */
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

/** What a lab is wherever it runs; of the pair's design what those need who work with a running lab. */
const placedLab = z.looseObject({
	lab: z.string(),
	/** Prefix of every resource's name, e.g. `halab`. */
	name: z.string(),
	cloud: z.enum(CLOUD_IDS),
	region: z.string(),
	zone: z.string(),
	network: z.looseObject({
		/** Stands for the VPC's id in a cloud, where only what is created has one; on the local machine it is the id. */
		vpcId: z.string(),
		vpcCidr: z.string(),
		publicSubnet: subnet,
		privateSubnet: subnet,
		/**
		 * Whether multicast passes between the machines, as on premises; on the local machine only.
		 *
		 * @default - what the cloud does
		 */
		multicast: z.boolean().exactOptional(),
	}),
	bastion: host.extend({ securityRules }),
	/** Where the drills' probe runs on the local machine: a host in another subnet than the pair. */
	client: host,
	/** A host beside the nodes, in their own subnet: it knows their cards' addresses from ARP, not through a router. */
	neighbour: host,
	pair: z.looseObject({
		nodes: z.array(node),
		vips: z.array(
			z.looseObject({
				kind: z.enum(["havip", "route"]),
				instance: z.string(),
				address: z.string(),
			}),
		),
		preemption: z.enum(["nopreempt", "preempt"]),
		timing: z.looseObject({
			name: z.enum(TIMING_NAMES),
			advertIntervalSeconds: z.number(),
		}),
		service: z.looseObject({ name: z.string(), port: z.int() }),
		securityRules,
		predictedOutages: z.record(z.enum(PREDICTED_FAULTS), keptPredictionSchema),
	}),
});

/** The internet as the local machine plays it: addresses that stand for public ones (RFC 5737). */
const internet = z.looseObject({
	cidr: z.string(),
	prefixLength: z.int(),
	/** The VPC's router as the internet sees it. */
	gateway: z.string(),
	/** A machine on the internet. */
	client: machine,
	eips: z.looseObject({
		bastion: z.string(),
		nat: z.string(),
		/** One for each floating address, where the cloud can give it one. */
		vips: z.array(z.string()),
	}),
});

/** Checks the plan that is kept beside a lab on this machine; what is not named here is kept as it is. */
export const localPlanSchema = placedLab.extend({ internet });

export type SubnetPlan = Known<z.infer<typeof subnet>>;
export type InternetPlan = Known<z.infer<typeof internet>>;

/** The plan of a lab on this machine, as its files keep it. */
export type LocalPlan = Known<z.infer<typeof localPlanSchema>>;

/** One node of it: its identity and its whole cloud-init document. */
export type LocalNode = LocalPlan["pair"]["nodes"][number];

/** Everything that is decided about a lab before anything is created. Pure data: the same settings give the same plan. */
export interface LabPlan extends Known<z.infer<typeof placedLab>> {
	/** How the floating addresses reach their holder. */
	readonly vipMode: VipMode;
	/** What lies around the VPC; only on the local machine, which has to play it. */
	readonly internet?: InternetPlan;
	readonly access: {
		/** From where the bastion takes ssh; empty on a lab that stays on the local machine. */
		readonly adminCidrs: readonly string[];
		/** OpenSSH public key that may log in; every lab in a cloud has one. */
		readonly publicKey?: string;
		/** Says that a lab to which nobody could log in is meant. @default false */
		readonly allowPlaceholders?: boolean;
		/** Number of the account, where the settings name it. */
		readonly accountId?: string;
		/** Whether CIDRs with more public addresses than a /8, such as 0.0.0.0/0, are meant. @default false */
		readonly allowAnywhere?: boolean;
		/** Whether a key of the nodes may be good for every VPC of the account. */
		readonly everyVpc?: boolean;
	};
	/** The machines' type and image where the settings name them. */
	readonly machine: {
		readonly instanceType?: string;
		readonly imageId?: string;
	};
	/** The pair that every home of the lab makes; a cloud fills in the ids of the network that it creates. */
	readonly pair: HaPairDesign;
}
