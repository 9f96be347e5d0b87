import type { CloudId } from "../../design/clouds";
import { type Block, textOf } from "./block";

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
export interface MachineResource {
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
	readonly machine?: MachineResource;
	/** Whether the resource belongs to a pair. */
	readonly isInPair: boolean;
}

/** What a resource says by itself. */
export type Reading = Omit<ResourceFacts, "isInPair">;

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

/** A rule of a security group, its words made the same for every cloud. */
export function ingressRule(
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

/** Whether a rule lets something in; it does where it does not say. */
export const isAccepting = (block: Block, attribute: string): boolean =>
	/^accept$/i.test(textOf(block, attribute) ?? "accept");

/** What Terraform would read as templates is doubled in synthesized JSON. */
const unescaped = (text: string): string =>
	text.replace(/([$%])\1\{/g, (_, sign) => `${sign}{`);

/** A local value of the stack that Terraform encodes. */
const ENCODED_LOCAL = /^\$\{base64(gzip|encode)\(local\.([\w-]+)\)\}$/;

/** The text of a local value of the stack, by its name; undefined where there is none. */
export type LocalText = (name: string) => string | undefined;

/** User data that is given in plain text, in base64, or as a local value that Terraform encodes. */
export function userDataOf(
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

/** How to read each type of a cloud's resources that a rule looks at, by Terraform's name of the type. */
export type ResourceReaders = Readonly<
	Record<string, (block: Block, localText: LocalText) => Reading>
>;
