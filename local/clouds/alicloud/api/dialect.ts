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
import { NonceMemory } from "./nonces";
import { isHeaderSigned, readSigned, signatureOf } from "./signature";

/**
 * Alibaba Cloud's VPC API 2016-04-28: parameters in the query or in a form, signed the RPC way (HMAC-SHA1, in the
 * parameters) or with ACS3-HMAC-SHA256 (in headers). A nonce may be used once.
 *
 * Source: https://help.aliyun.com/document_detail/315526.html (request signatures) and the official SDKs.
 */
export function alibabaApi(): Dialect {
	const nonces = new NonceMemory();
	return {
		actions: ACTIONS,
		read,
		checkForm(request, _call, now, state) {
			signatureOf(request).checkForm(now);
			const region = parametersOf(request)["RegionId"];
			if (region !== undefined && region !== state.region) {
				throw errors.unknownRegion(region, state.region);
			}
		},
		checkSignature(request, call, secret, now) {
			const signature = signatureOf(request);
			signature.check(secret);
			if (!nonces.use(`${call.accessKeyId} ${signature.nonce}`, now)) {
				throw errors.usedNonce();
			}
		},
		resourceOf: ({ action, parameters }, { region, accountId, routes }) => {
			const named = Object.values(routes).find(
				({ id }) => id === textIn(parameters, "RouteEntryId"),
			);
			const table = named?.routeTableId ?? textIn(parameters, "RouteTableId");
			return ON_A_ROUTE_TABLE.includes(action)
				? `acs:vpc:${region}:${accountId}:routetable/${table}`
				: undefined;
		},
		errors,
		answer: (body, requestId) =>
			jsonResponse(200, { ...body, RequestId: requestId }),
		refuse: ({ code, message, status }, requestId, request) =>
			jsonResponse(status, {
				RequestId: requestId,
				HostId: request.headers["host"] ?? "",
				Code: code,
				Message: message,
				Recommend: `https://api.aliyun.com/troubleshoot?q=${encodeURIComponent(code)}&product=Vpc&requestId=${requestId}`,
			}),
	};
}

const ON_A_ROUTE_TABLE: readonly string[] = [
	"DescribeRouteEntryList",
	"CreateRouteEntry",
	"ModifyRouteEntry",
	"DeleteRouteEntry",
];

const parametersOf = (
	request: ApiRequest,
): Readonly<Record<string, string>> => ({
	...formOfBody(request),
	...decodeForm(request.query),
});

function read(request: ApiRequest): Call {
	const parameters = parametersOf(request);
	const { accessKeyId, token } = readSigned(request, parameters);
	return {
		action: isHeaderSigned(request)
			? (request.headers["x-acs-action"] ?? "")
			: (parameters["Action"] ?? ""),
		accessKeyId,
		...defined({ token }),
		parameters: unflatten(parameters),
	};
}
