import { CAPABILITIES } from "./capabilities";
import { DesignError } from "./errors";
import type { HaPairProps } from "./ha-pair-props";
import type { Vrrp } from "./vrrp";

/**
 * Checks how many addresses there are, and that they fit together and to the virtual routers.
 *
 * @throws DesignError naming the prop that does not fit
 */
export function checkVips(
	{ cloud, vips, routeTarget }: HaPairProps,
	vrrp: Vrrp,
): void {
	const { title, havipsPerInterface } = CAPABILITIES[cloud];
	const [first] = vips;
	if (first === undefined) {
		throw new DesignError(
			"vips",
			"none given; a pair needs 1 address at least",
		);
	}
	if (vips.some((vip) => vip.kind !== first.kind)) {
		throw new DesignError(
			"vips",
			"Vip.havip and Vip.route are mixed; all addresses of a pair reach their holder in the same way",
		);
	}
	if (first.kind === "havip" && vips.length > havipsPerInterface) {
		throw new DesignError(
			"vips",
			`${vips.length} given; ${title} lets one network interface hold ${havipsPerInterface} HAVIPs at most`,
		);
	}
	if (first.kind === "route" && routeTarget === undefined) {
		throw new DesignError(
			"routeTarget",
			"is missing; with Vip.route the nodes must know the VPC and the route table whose route they move",
		);
	}
	const routers = vrrp.virtualRouterIds.length;
	if (vrrp.mode === "dual" && routers !== vips.length) {
		throw new DesignError(
			"vrrp.virtualRouterIds",
			`${routers} VRIDs for ${vips.length} addresses; dual master needs one VRID per address`,
		);
	}
}
