import type { DialectErrors } from "../../../api/dialect";
import { ApiError } from "../../../api/errors";
import type { VpcError, VpcErrorCode } from "../../../vpc/errors";

/** An error as Tencent Cloud says it: always with HTTP status 200. */
export const apiError = (code: string, message: string): ApiError =>
	new ApiError(code, message, 200);

/**
 * Tencent Cloud's codes.
 *
 * Source: the common error codes (https://cloud.tencent.com/document/api/215/15695) and those that the documents of
 * CreateRoutes and ReplaceRoutes list. For what the model refuses with `conflict` the cloud's documents name
 * `UnsupportedOperation.MutexOperationTaskRunning`.
 */
export const errors: DialectErrors = {
	unknownAction: (action) =>
		apiError(
			"InvalidAction",
			`The request action=\`${action}\` is invalid or not found in service \`vpc\`.`,
		),
	unknownKey: () =>
		apiError(
			"AuthFailure.SecretIdNotFound",
			"The SecretId is not found, please ensure that your SecretId is correct.",
		),
	expiredKey: () =>
		apiError(
			"AuthFailure.TokenFailure",
			"The token is invalid or has expired, please get a new one.",
		),
	forbidden: (action, { accountId, region }) =>
		apiError(
			"AuthFailure.UnauthorizedOperation",
			`you are not authorized to perform operation (vpc:${action}) resource (qcs::vpc:${region}:uin/${accountId}:*) has no permission`,
		),
	throttled: (action) =>
		apiError(
			"RequestLimitExceeded",
			`Your current request times equals to \`101\` in a second, which exceeds the frequency limit \`100\` for a second of \`${action}\`. Please reduce the frequency of calls.`,
		),
	taskConflict: () =>
		apiError(
			"UnsupportedOperation.MutexOperationTaskRunning",
			"A mutually exclusive task is being executed.",
		),
	internal: () =>
		apiError(
			"InternalError",
			"An internal error has occurred. Retry your request.",
		),
	parameter({ kind, name, message }) {
		switch (kind) {
			case "missing":
				return apiError(
					"MissingParameter",
					`The request is missing a required parameter \`${name}\`.`,
				);
			case "unknown":
				return apiError(
					"UnknownParameter",
					`The parameter \`${name}\` is not recognized.`,
				);
			case "type":
				return apiError(
					"InvalidParameter",
					`The value type of parameter \`${name}\` is not valid.`,
				);
			case "value":
				return apiError(
					"InvalidParameterValue",
					`The value of parameter \`${name}\` is not valid: ${message}`,
				);
		}
	},
	refused: ({ code, message }: VpcError) => apiError(CODES[code], message),
};

const CODES: Readonly<Record<VpcErrorCode, string>> = {
	"not-found": "ResourceNotFound",
	duplicate: "InvalidParameterValue.Duplicate",
	"invalid-network": "InvalidParameterValue.Malformed",
	"destination-not-allowed": "InvalidParameterValue.VpcCidrConflict",
	conflict: "UnsupportedOperation.MutexOperationTaskRunning",
	"incorrect-status": "UnsupportedOperation",
	"limit-exceeded": "LimitExceeded",
	"not-supported": "UnsupportedOperation",
};
