import type { IConstruct } from "constructs";
import { CLOUDS, type CloudId } from "../../design/clouds";
import type { IHaPair } from "../ha-pair";
import { checkName, propError } from "./checks";
import { checkTags, type Tags } from "./tags";

/** What a HAVIP is asked for on every cloud that has them. */
export interface HavipOptions {
	/** The nodes that may hold the address. */
	readonly pair: IHaPair;
	/**
	 * Which of the pair's HAVIPs.
	 *
	 * @default - the first one of the pair's design
	 */
	readonly address?: string;
	/**
	 * Name of the HAVIP and of its public address.
	 *
	 * @default - the pair's name and `-vip`
	 */
	readonly name?: string;
	/**
	 * Whether a public address (EIP) leads to the floating one.
	 *
	 * @default true
	 */
	readonly isPublic?: boolean;
	/**
	 * Tags of every resource that takes them.
	 *
	 * @default - none
	 */
	readonly tags?: Tags;
}

/** What a HAVIP is to be, checked. */
export interface HavipPlan {
	readonly address: string;
	readonly name: string;
	readonly tags: Record<string, string>;
}

/** Checks what a HAVIP is asked for. */
export function planHavip(
	scope: IConstruct,
	cloud: CloudId,
	props: HavipOptions,
): HavipPlan {
	const { pair } = props;
	const addresses = pair.design.vips
		.filter((vip) => vip.kind === "havip")
		.map((vip) => vip.address);
	const [first] = addresses;
	if (first === undefined) {
		throw propError(
			scope,
			"pair",
			"has no HAVIP; give the pair a Vip.havip, or use the cloud's route VIP for a Vip.route",
		);
	}
	const address = props.address ?? first;
	if (!addresses.includes(address)) {
		throw propError(
			scope,
			"address",
			`${address} is not an address of the pair, so that no node would announce it; allowed: ${addresses.join(", ")}`,
		);
	}
	const { title, instancesPerHavip } = CLOUDS[cloud];
	if (pair.nodes.length > instancesPerHavip) {
		throw propError(
			scope,
			"pair",
			`has ${pair.nodes.length} nodes; ${title} attaches ${instancesPerHavip} to a HAVIP at most`,
		);
	}
	return {
		address,
		name: checkName(scope, cloud, "name", props.name ?? `${pair.pairName}-vip`),
		tags: checkTags(scope, cloud, props.tags),
	};
}
