import { isRoot } from "./host";
import { readIfThere } from "./proc";

/** What a node's processes may do, which is what root on this computer may. */
export interface Capabilities {
	/** Become a real-time process (CAP_SYS_NICE). */
	readonly schedule: boolean;
	/** Raise their own limits (CAP_SYS_RESOURCE); some virtual machines and containers withhold it. */
	readonly raiseLimits: boolean;
}

/** Numbers of the bits in `/proc/…/status`, as in `linux/capability.h`. */
const CAP_SYS_NICE = 23n;
const CAP_SYS_RESOURCE = 24n;

/**
 * What a process of root may do, by its status. Pure.
 *
 * @param status text of `/proc/self/status`
 */
export function capabilitiesIn(status: string): Capabilities {
	const [, digits = "0"] = /^CapEff:\s*([0-9a-f]+)$/m.exec(status) ?? [];
	const has = (bit: bigint): boolean =>
		((BigInt(`0x${digits}`) >> bit) & 1n) === 1n;
	return { schedule: has(CAP_SYS_NICE), raiseLimits: has(CAP_SYS_RESOURCE) };
}

/** What a lab's nodes may do here. An ordinary user's root is root only of what is theirs. */
export async function capabilities(): Promise<Capabilities> {
	return isRoot()
		? capabilitiesIn((await readIfThere("/proc/self/status")) ?? "")
		: { schedule: false, raiseLimits: false };
}
