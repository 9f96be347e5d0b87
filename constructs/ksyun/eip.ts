import type { Construct } from "constructs";
import { Eip } from "../../.gen/providers/ksyun/eip";
import { defined } from "../../base/defined";
import { checkOneOf, checkWhole } from "../common/checks";

const CHARGE_TYPES = [
	"DailyPaidByTransfer",
	"TrafficMonthly",
	"HourlyInstantSettlement",
	"Daily",
	"Peak",
] as const;

/**
 * How Kingsoft Cloud charges public addresses and NAT gateways without a contract (provider's document). `Monthly` wants
 * one.
 */
export type InternetChargeType = (typeof CHARGE_TYPES)[number];

const DEFAULT_BANDWIDTH_MBPS = 10;
/** The provider's bound of a NAT gateway's bandwidth; a public address's is taken to be the same. */
const MAX_BANDWIDTH_MBPS = 15000;

/** How a public address or a NAT gateway is charged: the default is by traffic, settled daily. */
export const checkChargeType = (
	scope: Construct,
	prop: string,
	type: InternetChargeType = "DailyPaidByTransfer",
): InternetChargeType => checkOneOf(scope, prop, type, CHARGE_TYPES);

/** The largest bandwidth of a public address or a NAT gateway. */
export const checkBandwidth = (
	scope: Construct,
	prop: string,
	mbps = DEFAULT_BANDWIDTH_MBPS,
): number => checkWhole(scope, prop, mbps, 1, MAX_BANDWIDTH_MBPS);

/** Props of whatever has a public address (EIP). */
export interface PublicAddressProps {
	/**
	 * How the public address is charged. `Monthly` wants a contract: bring such an address yourself.
	 *
	 * @default "DailyPaidByTransfer" - by traffic, settled daily
	 */
	readonly internetChargeType?: InternetChargeType;
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
export const createEip = (
	scope: Construct,
	id: string,
	props: PublicAddressProps,
	{ tags }: { readonly tags: Record<string, string> },
): Eip =>
	new Eip(scope, id, {
		chargeType: checkChargeType(
			scope,
			"internetChargeType",
			props.internetChargeType,
		),
		bandWidth: checkBandwidth(
			scope,
			"internetBandwidthMbps",
			props.internetBandwidthMbps,
		),
		...defined({ lineId: props.internetLineId }),
		tags,
	});
