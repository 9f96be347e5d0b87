import type { CloudId } from "../../design/capabilities";
import { type Block, blocksOf, textOf, textsOf } from "./block";

/** What lets something in, the same for every cloud. */
export interface IngressRule {
	/** Sources, as CIDRs or as addresses without a prefix. */
	readonly sources: readonly string[];
	/** Lower case; every protocol is `all`. */
	readonly protocol: string;
	/** Ranges of ports that are let in; for `all` and where there are no ports: every port. */
	readonly ports: readonly {
		readonly from: number;
		readonly to: number;
	}[];
}

/** What a machine reads when it boots. */
export interface UserDataFacts {
	/** Plain text, as the machine sees it. */
	readonly text: string;
	/** Whether it gets to the machine compressed. */
	readonly encoding: "gzip" | "plain";
}

/** A virtual machine, the same for every cloud. */
export interface MachineFacts {
	readonly cloud: CloudId;
	/** Undefined for a machine without. */
	readonly userData: UserDataFacts | undefined;
	readonly zone: string | undefined;
	/** The placement group, deployment set or data guard group that keeps the machine off the hosts of others. */
	readonly spreadBy: string | undefined;
	/** Whether the metadata service wants a token; absent where the cloud or its provider leaves no choice. */
	readonly requiresMetadataToken?: boolean;
}

/** A Terraform resource as the rules see it. */
export interface ResourceFacts {
	readonly ingress: readonly IngressRule[];
	/** Present for a virtual machine. */
	readonly machine?: MachineFacts;
	/** Whether the resource belongs to a pair. */
	readonly isInPair: boolean;
}

type Reading = Omit<ResourceFacts, "isInPair">;

const EVERY_PORT = { from: 0, to: 65535 };

/** `22`, `8000-8010`, `22/22`, `80,443`, `ALL`, `-1/-1`. */
function portsOf(text: string | undefined): IngressRule["ports"] {
	if (text === undefined || /^(all|-1\/-1)$/i.test(text)) {
		return [EVERY_PORT];
	}
	return text.split(",").map((range) => {
		const [from = Number.NaN, to = from] = range.split(/[-/]/).map(Number);
		return { from, to };
	});
}

function ingressRule(
	sources: readonly string[],
	protocol: string | undefined,
	ports: string | undefined,
): IngressRule {
	const name = protocol?.toLowerCase() ?? "all";
	return {
		sources,
		protocol: name === "ip" || name === "-1" ? "all" : name,
		ports: portsOf(ports),
	};
}

const isAccepting = (block: Block, attribute: string): boolean =>
	/^accept$/i.test(textOf(block, attribute) ?? "accept");

/** What Terraform would read as templates is doubled in synthesized JSON. */
const unescaped = (text: string): string =>
	text.replace(/([$%])\1\{/g, (_, sign) => `${sign}{`);

/** A local value of the stack that Terraform encodes. */
const ENCODED_LOCAL = /^\$\{base64(gzip|encode)\(local\.([\w-]+)\)\}$/;

/** The text of a local value of the stack, by its name; undefined where there is none. */
export type LocalText = (name: string) => string | undefined;

/** User data that is given in plain text, in base64, or as a local value that Terraform encodes. */
function userDataOf(
	block: Block,
	localText: LocalText,
	plain: readonly string[],
	base64: readonly string[],
): UserDataFacts | undefined {
	const text = textOf(block, ...plain);
	if (text !== undefined) {
		return { text: unescaped(text), encoding: "plain" };
	}
	const encoded = textOf(block, ...base64);
	if (encoded === undefined) {
		return undefined;
	}
	const [, how, name = ""] = ENCODED_LOCAL.exec(encoded) ?? [];
	const local = how === undefined ? undefined : localText(name);
	if (local !== undefined) {
		return {
			text: unescaped(local),
			encoding: how === "gzip" ? "gzip" : "plain",
		};
	}
	return {
		text: /^[A-Za-z0-9+/\s]+={0,2}\s*$/.test(encoded)
			? Buffer.from(encoded, "base64").toString("utf8")
			: unescaped(encoded),
		encoding: "plain",
	};
}

const ksyunEntry = (entry: Block): IngressRule[] => {
	if (textOf(entry, "direction") !== "in") {
		return [];
	}
	const from = textOf(entry, "port_range_from");
	const to = textOf(entry, "port_range_to") ?? from;
	return [
		ingressRule(
			textsOf(entry, "cidr_block"),
			textOf(entry, "protocol"),
			from === undefined ? undefined : `${from}-${to}`,
		),
	];
};

/** How to read each type of resource that a rule looks at. A further cloud adds its types here and nowhere else. */
const READERS: Readonly<
	Record<string, (block: Block, localText: LocalText) => Reading>
> = {
	tencentcloud_security_group_rule_set: (block) => ({
		ingress: blocksOf(block, "ingress")
			.filter((rule) => isAccepting(rule, "action"))
			.map((rule) =>
				ingressRule(
					[...textsOf(rule, "cidr_block"), ...textsOf(rule, "ipv6_cidr_block")],
					textOf(rule, "protocol"),
					textOf(rule, "port"),
				),
			),
	}),
	tencentcloud_security_group_rule: (block) => ({
		ingress:
			textOf(block, "type") === "ingress" && isAccepting(block, "policy")
				? [
						ingressRule(
							textsOf(block, "cidr_ip"),
							textOf(block, "ip_protocol"),
							textOf(block, "port_range"),
						),
					]
				: [],
	}),
	tencentcloud_instance: (block, localText) => ({
		ingress: [],
		machine: {
			cloud: "tencentcloud",
			userData: userDataOf(block, localText, ["user_data_raw"], ["user_data"]),
			zone: textOf(block, "availability_zone"),
			spreadBy:
				textOf(block, "placement_group_id") ??
				textsOf(block, "disaster_recover_group_ids")[0],
		},
	}),
	alicloud_security_group_rule: (block) => ({
		ingress:
			textOf(block, "type") === "ingress" && isAccepting(block, "policy")
				? [
						ingressRule(
							[...textsOf(block, "cidr_ip"), ...textsOf(block, "ipv6_cidr_ip")],
							textOf(block, "ip_protocol"),
							textOf(block, "port_range"),
						),
					]
				: [],
	}),
	alicloud_instance: (block, localText) => ({
		ingress: [],
		machine: {
			cloud: "alicloud",
			requiresMetadataToken: textOf(block, "http_tokens") === "required",
			userData: userDataOf(block, localText, [], ["user_data"]),
			zone: textOf(block, "availability_zone", "vswitch_id"),
			spreadBy: textOf(block, "deployment_set_id"),
		},
	}),
	ksyun_security_group: (block) => ({
		ingress: blocksOf(block, "security_group_entries").flatMap(ksyunEntry),
	}),
	ksyun_security_group_entry: (block) => ({ ingress: ksyunEntry(block) }),
	ksyun_security_group_entry_lite: (block) => ({ ingress: ksyunEntry(block) }),
	ksyun_instance: (block, localText) => ({
		ingress: [],
		machine: {
			cloud: "ksyun",
			userData: userDataOf(block, localText, [], ["user_data"]),
			zone: textOf(block, "subnet_id"),
			spreadBy: textOf(block, "data_guard_id"),
		},
	}),
};

/** Whether some rule looks at resources of this type. */
export const isKnownResource = (type: string): boolean =>
	Object.hasOwn(READERS, type);

/**
 * Reads a resource.
 *
 * @param type Terraform's name of the type, one that {@link isKnownResource}
 * @param block the resource in the synthesized JSON
 */
export const readResource = (
	type: string,
	block: Block,
	localText: LocalText,
): Reading => READERS[type]?.(block, localText) ?? { ingress: [] };
