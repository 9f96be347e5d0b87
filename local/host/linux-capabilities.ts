import { readIfThere } from "./proc";
import { type UserMapping, userMapping } from "./user-namespace";

/** What a node's processes may do. */
export interface LinuxCapabilities {
	/**
	 * How one of them becomes a real-time process: by itself (CAP_SYS_NICE), or only by inheriting it from what powered the node
	 * on, because root of a user namespace has no say in scheduling.
	 */
	readonly realTime: "yes" | "inherited" | "no";
	/** Raise their own limits (CAP_SYS_RESOURCE); some virtual machines and containers withhold it. */
	readonly raiseLimits: boolean;
}

/** Numbers of the bits in `/proc/…/status`, as in `linux/capability.h`. */
const CAP_SYS_NICE = 23n;
const CAP_SYS_RESOURCE = 24n;

/**
 * What a lab's processes may do, by the status of the one that starts the lab. Pure.
 *
 * @param status text of `/proc/self/status`
 */
export function capabilitiesIn(
	status: string,
	mapping: UserMapping["kind"],
): LinuxCapabilities {
	const [, digits = "0"] = /^CapEff:\s*([0-9a-f]+)$/m.exec(status) ?? [];
	const has = (bit: bigint): boolean =>
		((BigInt(`0x${digits}`) >> bit) & 1n) === 1n;
	if (mapping === "subordinate" || !has(CAP_SYS_NICE)) {
		return { realTime: "no", raiseLimits: false };
	}
	return mapping === "none"
		? { realTime: "yes", raiseLimits: has(CAP_SYS_RESOURCE) }
		: { realTime: "inherited", raiseLimits: false };
}

/** What a lab's nodes may do here. */
export async function linuxCapabilities(): Promise<LinuxCapabilities> {
	const status = (await readIfThere("/proc/self/status")) ?? "";
	return capabilitiesIn(status, userMapping().kind);
}
