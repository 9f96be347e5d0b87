import type { Construct } from "constructs";
import { EipAddress } from "../../.gen/providers/alicloud/eip-address";
import { checkName, checkOneOf, checkWhole } from "../common/checks";
import { CLOUD } from "./cloud";

const CHARGE_TYPES = ["PayByTraffic", "PayByBandwidth"] as const;

/** How Alibaba Cloud charges public addresses. */
export type InternetChargeType = (typeof CHARGE_TYPES)[number];

const DEFAULT_BANDWIDTH_MBPS = 10;
/** Largest bandwidth of a pay-as-you-go address (`AllocateEipAddress`: 200 by traffic, 500 by bandwidth). */
const maxBandwidthMbps = (chargeType: InternetChargeType): number =>
	chargeType === "PayByTraffic" ? 200 : 500;

/** Props of whatever has a public address (EIP). */
export interface PublicAddressProps {
	/**
	 * How the public address is charged.
	 *
	 * @default "PayByTraffic"
	 */
	readonly internetChargeType?: InternetChargeType;
	/**
	 * Largest bandwidth of the public address in Mbit/s: 1–200 by traffic, 1–500 by bandwidth.
	 *
	 * @default 10
	 */
	readonly internetBandwidthMbps?: number;
}

/** Creates an EIP. Not public: callers show its address as a string. */
export function createEip(
	scope: Construct,
	id: string,
	props: PublicAddressProps,
	{
		name,
		tags,
	}: { readonly name: string; readonly tags: Record<string, string> },
): EipAddress {
	const internetChargeType = checkOneOf(
		scope,
		"internetChargeType",
		props.internetChargeType ?? "PayByTraffic",
		CHARGE_TYPES,
	);
	const bandwidth = checkWhole(
		scope,
		"internetBandwidthMbps",
		props.internetBandwidthMbps ?? DEFAULT_BANDWIDTH_MBPS,
		1,
		maxBandwidthMbps(internetChargeType),
	);
	return new EipAddress(scope, id, {
		addressName: checkName(scope, CLOUD, "name", name),
		paymentType: "PayAsYouGo",
		internetChargeType,
		bandwidth: `${bandwidth}`,
		tags,
	});
}
