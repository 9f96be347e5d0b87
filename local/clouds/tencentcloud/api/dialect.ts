import { defined } from "../../../../base/defined";
import type { Call, Dialect } from "../../../api/dialect";
import { textIn } from "../../../api/parameters";
import { type ApiRequest, jsonResponse } from "../../../api/request";
import { authorizationParts } from "../../../api/signature";
import { ACTIONS } from "./actions";
import { errors } from "./errors";
import { ALGORITHM, checkForm, checkSignature } from "./signature";

/**
 * Tencent Cloud's VPC API 2017-03-12: POST with a JSON body, signed with TC3-HMAC-SHA256. Errors have HTTP status 200 too.
 *
 * Source: https://cloud.tencent.com/document/api/215/15692 and the official SDK's models.
 */
export const tencentApi = (): Dialect => ({
	actions: ACTIONS,
	read,
	checkForm,
	checkSignature,
	// Lists take no resource.
	resourceOf: ({ action, parameters }, { region, accountId }) =>
		ACTIONS[action]?.mutates
			? `qcs::vpc:${region}:uin/${accountId}:rtb/${textIn(parameters, "RouteTableId")}`
			: undefined,
	errors,
	answer: (body, requestId) =>
		jsonResponse(200, { Response: { ...body, RequestId: requestId } }),
	refuse: ({ code, message, status }, requestId) =>
		jsonResponse(status, {
			Response: {
				Error: { Code: code, Message: message },
				RequestId: requestId,
			},
		}),
});

function read({ headers, body }: ApiRequest): Call {
	const { Credential = "" } =
		authorizationParts(headers["authorization"], ALGORITHM) ?? {};
	const token = headers["x-tc-token"];
	return {
		action: headers["x-tc-action"] ?? "",
		accessKeyId: Credential.split("/")[0] ?? "",
		...defined({ token }),
		parameters: readJson(body),
	};
}

function readJson(body: Buffer): unknown {
	try {
		return body.length === 0 ? {} : JSON.parse(body.toString("utf8"));
	} catch {
		return undefined;
	}
}
