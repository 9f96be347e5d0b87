import { z } from "zod";
import { MistakeError } from "../base/halab-error";
import { Ipv4Address, Ipv4Cidr } from "../base/ipv4";
import { recover } from "../base/recover";
import { CLOUD_IDS, CLOUDS, DEFAULT_CLOUD } from "../design/clouds";
import { parsePublicKey } from "../design/public-key";
import { TIMING_NAMES } from "../design/timing";
import { DEFAULT_VIRTUAL_ROUTER_ID } from "../design/vrrp";
import { LAB_IDS } from "../labs/catalogue";
import { VIP_MODES } from "../labs/lab-definition";
import { labNameSchema } from "./lab-name";

/** Runs a parser of our own value objects inside a schema, so that its message becomes the issue's. */
const parsedBy =
	(parse: (text: string) => unknown) =>
	(text: string, context: z.RefinementCtx): void => {
		recover(
			MistakeError,
			() => parse(text),
			({ message }) => context.addIssue({ code: "custom", message }),
		);
	};

/** Whose names of regions and zones are shown as examples. */
const EXAMPLE = CLOUDS[DEFAULT_CLOUD].regions;

const cidr = z.string().superRefine(parsedBy(Ipv4Cidr.parse));
const address = z.string().superRefine(parsedBy(Ipv4Address.parse));
const port = z.int().min(1).max(65535);

/** What types and images of all clouds are made of; each cloud's own form is checked where its machines are made. */
const MACHINE_WORD = /^[A-Za-z0-9._-]{1,128}$/;

/** One OpenSSH public key. */
export const publicKeySchema = z
	.string()
	.trim()
	.superRefine(parsedBy(parsePublicKey));

/**
 * The settings of a lab: what `halab.yaml` holds. Every key has a default but those that open a door
 * (`access.adminCidrs`) or lock it (`access.publicKey`); the cloud needs both, the local machine neither.
 */
export const settingsSchema = z.strictObject({
	/** Which lab of the catalogue. */
	lab: z.enum(LAB_IDS).default("havip-nopreempt"),
	/** Which cloud the lab is planned for; the local machine plays that cloud. */
	cloud: z.enum(CLOUD_IDS).default(DEFAULT_CLOUD),
	/** Region of the cloud. Default: one in the cloud's own country. */
	region: z
		.string()
		.regex(/^[a-z0-9-]+$/, `is not a region id such as ${EXAMPLE.first}`)
		.optional(),
	/** Availability zone of the region. Default: one that the region has; a region that halab does not know needs it. */
	zone: z
		.string()
		.regex(
			/^[a-z0-9-]+$/,
			`is not a zone id such as ${EXAMPLE.zones[EXAMPLE.first]}`,
		)
		.optional(),
	/** Prefix of every resource's name. */
	name: labNameSchema.default("halab"),
	/** Timing profile. */
	timing: z.enum(TIMING_NAMES).default("safe"),
	/** How the floating address reaches its holder. Default: the lab's, as far as the cloud knows it. */
	vipMode: z.enum(VIP_MODES).optional(),
	/** VRID of the pair, unique in its VPC; a second virtual router takes the next one. */
	virtualRouterId: z.int().min(1).max(255).default(DEFAULT_VIRTUAL_ROUTER_ID),
	network: z
		.strictObject({
			vpcCidr: cidr.default("10.34.0.0/16"),
			/** The bastion's subnet. */
			publicSubnetCidr: cidr.default("10.34.51.0/24"),
			/** The pair's subnet. */
			privateSubnetCidr: cidr.default("10.34.0.0/20"),
			/** The floating address; a second one is the next. Default: 10.34.0.200, or where the cloud takes it. */
			vip: address.optional(),
			/** Fixed addresses of the nodes. Default: the first two behind the gateway. */
			nodeAddresses: z.array(address).min(2).max(8).optional(),
		})
		.prefault({}),
	service: z
		.strictObject({
			port: port.default(80),
			/** Who may use the service. Default: the VPC and the admin CIDRs. */
			clientCidrs: z.array(cidr).min(1).optional(),
		})
		.prefault({}),
	access: z
		.strictObject({
			/** From where the bastion takes ssh. */
			adminCidrs: z.array(cidr).default([]),
			/** Says that CIDRs with more public addresses than a /8, such as 0.0.0.0/0, are meant. */
			allowAnywhere: z.boolean().default(false),
			/** Lets a lab be deployed with the placeholder key and with documentation networks, with which nobody can log in. */
			allowPlaceholders: z.boolean().default(false),
			/** The OpenSSH public key that may log in. */
			publicKey: publicKeySchema.optional(),
			/** A file with that key, relative to the settings file; `~/` is the home directory. */
			publicKeyFile: z
				.string()
				.regex(/^\P{C}{1,1024}$/u, "is not the path of a file")
				.optional(),
			/** Number of the account. With it, Kingsoft Cloud's key for the nodes is good for the lab's VPC only. */
			accountId: z
				.preprocess(
					(value) => (typeof value === "number" ? String(value) : value),
					z
						.string()
						.regex(
							/^\d{6,20}$/,
							"is not the number of an account, 6 to 20 digits",
						),
				)
				.optional(),
			/** Says that Kingsoft Cloud's key for the nodes is to be good for every VPC of the account, whose number is not known. */
			everyVpc: z.boolean().default(false),
		})
		.prefault({}),
	/** The nodes' and the bastion's machines in the cloud. Default: the cloud's smallest and its Debian 12. */
	machine: z
		.strictObject({
			instanceType: z
				.string()
				.regex(MACHINE_WORD, "is not an instance type")
				.optional(),
			imageId: z.string().regex(MACHINE_WORD, "is not an image id").optional(),
		})
		.prefault({}),
});

/** Validated settings, defaults filled in. */
export type LabSettings = z.output<typeof settingsSchema>;
