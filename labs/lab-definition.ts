import type { HaPairHome } from "../design/ha-pair-props";
import type { Vip } from "../design/vip";
import type { Vrrp } from "../design/vrrp";

/** How a floating address reaches its holder, as settings say it. */
export const VIP_MODES = ["havip", "route"] as const;
export type VipMode = (typeof VIP_MODES)[number] & Vip["kind"];

/** Where a lab can be: planned for a cloud, or running on the local machine. */
export type LabHome = HaPairHome;

/** One lab of the catalogue: what it teaches and how its pair is made. */
export interface LabDefinition {
	/** One line for `halab labs`. */
	readonly title: string;
	/**
	 * VIP modes that the lab can be built with; the first one that the cloud knows is the default. A cloud that knows none of
	 * them cannot have the lab.
	 */
	readonly vipModes: readonly VipMode[];
	readonly homes: readonly LabHome[];
	/** How many floating addresses it has. */
	readonly vipCount: number;
	/** What the first, second, … node's page says behind the node's name. */
	readonly pages: readonly string[];
	/**
	 * How the nodes agree on the holder.
	 *
	 * @param virtualRouterId the first VRID; further ones count up from it
	 */
	readonly vrrp: (virtualRouterId: number) => Vrrp;
}
