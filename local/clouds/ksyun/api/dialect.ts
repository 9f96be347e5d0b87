import { defined } from "../../../../base/defined";
import type { Call, Dialect } from "../../../api/dialect";
import { textIn, unflatten } from "../../../api/parameters";
import {
	type ApiRequest,
	decodeForm,
	formOfBody,
	jsonResponse,
} from "../../../api/request";
import { ACTIONS } from "./actions";
import { errors } from "./errors";
import { checkForm, checkSignature, credentialOf } from "./signature";

/**
 * Kingsoft Cloud's VPC API 2016-03-04: parameters in the query or in a form, signed with AWS4-HMAC-SHA256.
 *
 * Answers are JSON: the official Python and Go SDKs ask for it, and so does our helper. The cloud answers in XML to who
 * does not accept `application/json`; this does not.
 *
 * Source: the official SDKs (ksc-sdk-python's model and signer, the answers in sdk-go) and the Terraform provider.
 */
export const kingsoftApi = (): Dialect => ({
	// No document says which id a route's next hop has here; the other clouds show an address or say that it is the instance's.
	knowsOtherIds: true,
	actions: ACTIONS,
	read,
	checkForm,
	checkSignature,
	// Lists take no resource.
	resourceOf: ({ action, parameters }, state) => {
		const route = Object.values(state.routes).find(
			({ id }) => id === textIn(parameters, "RouteId"),
		);
		const vpcId = route
			? state.routeTables[route.routeTableId]?.vpcId
			: textIn(parameters, "VpcId");
		return ACTIONS[action]?.mutates
			? `krn:ksc:vpc:${state.region}:${state.accountId}:vpc/${vpcId}`
			: undefined;
	},
	errors,
	answer: (body, requestId) =>
		jsonResponse(200, { RequestId: requestId, ...body }),
	refuse: ({ code, message, status }, requestId) =>
		jsonResponse(status, {
			RequestId: requestId,
			Error: { Code: code, Message: message },
		}),
});

function read(request: ApiRequest): Call {
	const parameters = {
		...formOfBody(request),
		...decodeForm(request.query),
	};
	const token = request.headers["x-amz-security-token"];
	return {
		action: parameters["Action"] ?? "",
		accessKeyId: credentialOf(request)?.accessKeyId ?? "",
		...defined({ token }),
		parameters: unflatten(parameters),
	};
}
