import type { Construct } from "constructs";
import { Eip } from "../../.gen/providers/tencentcloud/eip";
import { checkName, checkOneOf, checkWhole } from "../common/checks";
import { CLOUD } from "./cloud";

const CHARGE_TYPES = [
	"TRAFFIC_POSTPAID_BY_HOUR",
	"BANDWIDTH_POSTPAID_BY_HOUR",
] as const;

/** How Tencent Cloud charges public addresses that need nothing else bought for them. */
export type InternetChargeType = (typeof CHARGE_TYPES)[number];

const DEFAULT_BANDWIDTH_MBPS = 10;
const MAX_BANDWIDTH_MBPS = 100;

/** Props of whatever has a public address (EIP). */
export interface PublicAddressProps {
	/**
	 * How the public address is charged. `BANDWIDTH_PACKAGE` and `BANDWIDTH_PREPAID_BY_MONTH` want a package or a
	 * contract: bring such an address yourself.
	 *
	 * @default "TRAFFIC_POSTPAID_BY_HOUR"
	 */
	readonly internetChargeType?: InternetChargeType;
	/**
	 * Largest outbound bandwidth of the public address in Mbit/s, 1–100.
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
): Eip {
	return new Eip(scope, id, {
		name: checkName(scope, CLOUD, "name", name),
		internetChargeType: checkOneOf(
			scope,
			"internetChargeType",
			props.internetChargeType ?? "TRAFFIC_POSTPAID_BY_HOUR",
			CHARGE_TYPES,
		),
		internetMaxBandwidthOut: checkWhole(
			scope,
			"internetBandwidthMbps",
			props.internetBandwidthMbps ?? DEFAULT_BANDWIDTH_MBPS,
			1,
			MAX_BANDWIDTH_MBPS,
		),
		tags,
	});
}
