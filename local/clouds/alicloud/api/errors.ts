import type { DialectErrors } from "../../../api/dialect";
import { ApiError } from "../../../api/errors";
import {
	missingOrInvalid,
	type ParameterProblem,
} from "../../../api/parameters";
import type { VpcError, VpcErrorCode } from "../../../vpc/errors";

const error = (status: number, code: string, message: string): ApiError =>
	new ApiError(code, message, status);

/**
 * Alibaba Cloud's codes.
 *
 * Source: the public error codes (https://error-center.aliyun.com/product/Public), the error tables of CreateRouteEntry,
 * ModifyRouteEntry and DeleteRouteEntry, and for `RouterEntryConflict.Duplicated` what its Terraform provider expects.
 */
export const errors = {
	unknownAction: () =>
		error(
			404,
			"InvalidAction.NotFound",
			"Specified api is not found, please check your url and method.",
		),
	unknownVersion: () =>
		error(400, "InvalidVersion", "Specified parameter Version is not valid."),
	unknownRegion: (region: string, ours: string) =>
		error(
			404,
			"InvalidRegionId.NotFound",
			`The specified RegionId ${region} does not exist; this cloud is ${ours}.`,
		),
	unknownKey: () =>
		error(
			404,
			"InvalidAccessKeyId.NotFound",
			"Specified access key is not found.",
		),
	expiredKey: () =>
		error(
			400,
			"InvalidSecurityToken.Expired",
			"Specified SecurityToken is expired.",
		),
	wrongSignature: (stringToSign: string) =>
		error(
			400,
			"SignatureDoesNotMatch",
			`Specified signature is not matched with our calculation. server string to sign is:${stringToSign}`,
		),
	incompleteSignature: () =>
		error(
			400,
			"IncompleteSignature",
			"The request signature does not conform to Aliyun standards.",
		),
	usedNonce: () =>
		error(
			400,
			"SignatureNonceUsed",
			"Specified signature nonce was used already.",
		),
	illegalTimestamp: () =>
		error(
			400,
			"IllegalTimestamp",
			"The input parameter Timestamp that is mandatory for processing this request is not supplied or not well formatted.",
		),
	expiredTimestamp: () =>
		error(
			400,
			"InvalidTimeStamp.Expired",
			"Specified time stamp or date value is expired.",
		),
	missing: (name: string) =>
		error(400, `Missing${name}`, `${name} is mandatory for this action.`),
	invalid: (name: string, message: string) =>
		error(
			400,
			`Invalid${name}`,
			`The specified parameter ${name} is not valid: ${message}`,
		),
	forbidden: (action: string) =>
		error(
			403,
			"Forbidden.RAM",
			`User not authorized to operate on the specified resource, or this API doesn't support RAM. (vpc:${action})`,
		),
	throttled: () =>
		error(
			400,
			"Throttling.User",
			"Request was denied due to user flow control.",
		),
	taskConflict: () =>
		error(
			400,
			"TaskConflict",
			"The operation is too frequent, please wait a moment and try again.",
		),
	internal: () =>
		error(
			500,
			"InternalError",
			"The request processing has failed due to some unknown error, exception or failure.",
		),
	unknownTable: () =>
		error(
			404,
			"InvalidRouteTableId.NotFound",
			"Specified route table does not exist.",
		),
	unknownRoute: () =>
		error(400, "InvalidRouteEntry.NotFound", "Route entry not exists."),
	unknownInstance: () =>
		error(
			404,
			"InvalidInstanceId.NotFound",
			"The specified InstanceId does not exist.",
		),
	unknownNatGateway: () =>
		error(
			404,
			"InvalidNatGatewayId.NotFound",
			"The specified NatGatewayId does not exist.",
		),
	sameNextHop: () =>
		error(
			400,
			"OperationDenied.NextHopNotChanged",
			"The operation is not allowed because of NextHopNotChanged.",
		),
	unsupportedNextHop: (type: string) =>
		error(
			400,
			"UnsupportedFeature.NextHopType",
			`The local cloud has next hops of the types Instance and NatGateway only, not ${type}.`,
		),
	parameter: (problem: ParameterProblem): ApiError =>
		missingOrInvalid(problem, errors),
	refused({ code, message }: VpcError) {
		const [status, word] = CODES[code];
		return error(status, word, message);
	},
} satisfies DialectErrors & Readonly<Record<string, unknown>>;

const CODES: Readonly<Record<VpcErrorCode, readonly [number, string]>> = {
	"not-found": [400, "InvalidRouteEntry.NotFound"],
	duplicate: [400, "RouterEntryConflict.Duplicated"],
	"invalid-network": [400, "InvalidCidrBlock.Malformed"],
	"destination-not-allowed": [400, "InvalidCidrBlock"],
	conflict: [400, "TaskConflict"],
	"incorrect-status": [400, "IncorrectRouteEntryStatus"],
	"limit-exceeded": [400, "QuotaExceeded"],
	"not-supported": [400, "UnsupportedFeature"],
};
