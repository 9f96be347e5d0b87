import type { Construct } from "constructs";
import { Eip } from "../../.gen/providers/ksyun/eip";
import { checkOneOf, checkWhole } from "../support/checks";
import { checkTags } from "./tags";

/** How Kingsoft Cloud charges public addresses and NAT gateways without a contract (provider's document). */
export const CHARGE_TYPES: readonly string[] = [
	"DailyPaidByTransfer",
	"TrafficMonthly",
	"HourlyInstantSettlement",
	"Daily",
	"Peak",
];
export const DEFAULT_CHARGE_TYPE = "DailyPaidByTransfer";
export const DEFAULT_BANDWIDTH_MBPS = 10;
/** The provider's bound of a NAT gateway's bandwidth; a public address's is taken to be the same. */
export const MAX_BANDWIDTH_MBPS = 15000;

/** Props of whatever has a public address (EIP). */
export interface PublicAddressProps {
	/**
	 * How the public address is charged: `DailyPaidByTransfer`, `TrafficMonthly`, `HourlyInstantSettlement`, `Daily` or
	 * `Peak`. `Monthly` wants a contract: bring such an address yourself.
	 *
	 * @default "DailyPaidByTransfer" - by traffic, settled daily
	 */
	readonly internetChargeType?: string;
	/**
	 * Largest bandwidth of the public address in Mbit/s, 1–15000.
	 *
	 * @default 10
	 */
	readonly internetBandwidthMbps?: number;
	/**
	 * Id of the line, a UUID from the console or `GetLines`.
	 *
	 * @default - the cloud's own choice, BGP
	 */
	readonly internetLineId?: string;
}

/** Creates an EIP, which has no name. Not public: callers show its address as a string. */
export function createEip(
	scope: Construct,
	id: string,
	props: PublicAddressProps & {
		readonly tags: Readonly<Record<string, string>> | undefined;
	},
): Eip {
	return new Eip(scope, id, {
		chargeType: checkOneOf(
			scope,
			"internetChargeType",
			props.internetChargeType ?? DEFAULT_CHARGE_TYPE,
			CHARGE_TYPES,
		),
		bandWidth: checkWhole(
			scope,
			"internetBandwidthMbps",
			props.internetBandwidthMbps ?? DEFAULT_BANDWIDTH_MBPS,
			1,
			MAX_BANDWIDTH_MBPS,
		),
		...(props.internetLineId !== undefined && {
			lineId: props.internetLineId,
		}),
		tags: checkTags(scope, props.tags),
	});
}
