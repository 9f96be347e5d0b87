import { DesignError } from "./errors";

/** VRID used when none is given: the tutorials' 51. */
export const DEFAULT_VIRTUAL_ROUTER_ID = 51;

/** Props of {@link Vrrp.nopreempt} and {@link Vrrp.preempt}. */
export interface VrrpProps {
	/**
	 * VRID, 1–255. Each virtual router of a VPC needs one of its own.
	 *
	 * @default 51
	 */
	readonly virtualRouterId?: number;
}

const checkVirtualRouterId = (prop: string, virtualRouterId: number): void => {
	if (
		!Number.isInteger(virtualRouterId) ||
		virtualRouterId < 1 ||
		virtualRouterId > 255
	) {
		throw new DesignError(
			prop,
			`${virtualRouterId} is not a VRID; allowed is a whole number from 1 to 255`,
		);
	}
};

/**
 * How the nodes agree on who holds the floating addresses.
 */
export class Vrrp {
	private constructor(
		readonly mode: "nopreempt" | "preempt" | "dual",
		/** VRIDs: one for all addresses, or with `dual` one per address. */
		readonly virtualRouterIds: readonly number[],
	) {
		virtualRouterIds.forEach((virtualRouterId) => {
			checkVirtualRouterId("vrrp.virtualRouterId", virtualRouterId);
		});
		if (new Set(virtualRouterIds).size !== virtualRouterIds.length) {
			throw new DesignError(
				"vrrp.virtualRouterIds",
				`${virtualRouterIds.join(", ")} are not different; each virtual router needs a VRID of its own`,
			);
		}
	}

	/** All addresses move together and stay where they are when a failed node returns: one outage per fault, not two. */
	static nopreempt(props: VrrpProps = {}): Vrrp {
		return new Vrrp("nopreempt", [
			props.virtualRouterId ?? DEFAULT_VIRTUAL_ROUTER_ID,
		]);
	}

	/** All addresses move together and return to the first node as soon as that node is healthy again. */
	static preempt(props: VrrpProps = {}): Vrrp {
		return new Vrrp("preempt", [
			props.virtualRouterId ?? DEFAULT_VIRTUAL_ROUTER_ID,
		]);
	}

	/**
	 * Dual master (or more): one virtual router per address, with preemption. The first address prefers the first node,
	 * the second address the second node, and so on; a healthy node takes the address of a failed one over.
	 *
	 * @param virtualRouterIds one VRID, 1–255, per address
	 */
	static dual(virtualRouterIds: readonly number[]): Vrrp {
		if (virtualRouterIds.length < 2) {
			throw new DesignError(
				"vrrp.virtualRouterIds",
				`${virtualRouterIds.length} given; dual master needs one VRID per address, 2 at least`,
			);
		}
		return new Vrrp("dual", virtualRouterIds);
	}
}
