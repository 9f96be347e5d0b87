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
 * Kingsoft Cloud's codes.
 *
 * Its documents give no list that covers routes. Known are the words that its own clients look for: `Throttling`,
 * `RequestExpired`, `SignatureDoesNotMatch` (ksc-sdk-java's and -python's retries), `NotFound` anywhere or HTTP 404 for a
 * thing that is not there (Terraform provider). The others are those of the API style that it has taken over, unverified.
 */
export const errors = {
	unknownAction: (action: string) =>
		error(
			400,
			"InvalidAction",
			`The action ${action} is not valid for this web service.`,
		),
	unknownVersion: (version: string) =>
		error(
			400,
			"NoSuchVersion",
			`The requested version (${version}) is not valid.`,
		),
	unknownKey: () =>
		error(
			403,
			"InvalidClientTokenId",
			"The security token included in the request is invalid.",
		),
	expiredKey: () =>
		error(
			403,
			"SecurityTokenExpired",
			"The security token included in the request is expired.",
		),
	unsigned: () =>
		error(
			403,
			"MissingAuthenticationToken",
			"Request is missing Authentication Token.",
		),
	incompleteSignature: () =>
		error(
			400,
			"IncompleteSignature",
			"The request signature does not conform to KSC standards.",
		),
	wrongScope: (scope: string) =>
		error(
			403,
			"SignatureDoesNotMatch",
			`Credential should be scoped to a valid region and service: ${scope}.`,
		),
	wrongSignature: () =>
		error(
			403,
			"SignatureDoesNotMatch",
			"The request signature we calculated does not match the signature you provided.",
		),
	expiredRequest: () =>
		error(400, "RequestExpired", "The request has expired."),
	missing: (name: string) =>
		error(
			400,
			"MissingParameter",
			`The request must contain the parameter ${name}.`,
		),
	invalid: (name: string, message: string) =>
		error(
			400,
			"InvalidParameterValue",
			`The value of the parameter ${name} is not valid: ${message}`,
		),
	forbidden: (action: string) =>
		error(
			403,
			"AccessDenied",
			`You do not have permission to perform vpc:${action}.`,
		),
	throttled: () => error(400, "Throttling", "Rate exceeded."),
	taskConflict: () =>
		error(
			409,
			"OperationConflict",
			"Another operation on this resource is in progress.",
		),
	internal: () =>
		error(
			500,
			"InternalFailure",
			"The request processing has failed because of an unknown error.",
		),
	notFound: (thing: "Route" | "Vpc" | "Instance", id: string) =>
		error(404, `${thing}NotFound`, `${thing} ${id} is not found.`),
	parameter: (problem: ParameterProblem): ApiError =>
		missingOrInvalid(problem, errors),
	refused({ code, message }: VpcError) {
		const [status, word] = CODES[code];
		return error(status, word, message);
	},
} satisfies DialectErrors & Readonly<Record<string, unknown>>;

const CODES: Readonly<Record<VpcErrorCode, readonly [number, string]>> = {
	"not-found": [404, "RouteNotFound"],
	duplicate: [400, "RouteDuplicate"],
	"invalid-network": [400, "InvalidParameterValue"],
	"destination-not-allowed": [400, "InvalidParameterValue"],
	conflict: [409, "OperationConflict"],
	"incorrect-status": [409, "OperationConflict"],
	"limit-exceeded": [400, "LimitExceeded"],
	"not-supported": [400, "UnsupportedOperation"],
};
