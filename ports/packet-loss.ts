import type { PacketLoss } from "./bench";

/** Chance is counted in thousandths. */
const THOUSAND = 1000;

/**
 * The end of an nft rule whose beginning matches the packets between the machines: drops those of them that are to be lost. A
 * share is left to the kernel's random numbers, as most kernels of containers have no netem.
 */
export const lossStatement = ({
	only,
	share = 1,
}: Pick<PacketLoss, "only" | "share">): string =>
	[
		...(only === "vrrp" ? ["ip protocol 112"] : []),
		...(share < 1
			? [
					`numgen random mod ${THOUSAND} < ${Math.max(1, Math.round(share * THOUSAND))}`,
				]
			: []),
		"counter drop",
	].join(" ");
