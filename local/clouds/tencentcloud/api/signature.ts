import type { Call } from "../../../api/dialect";
import { ApiError } from "../../../api/errors";
import type { ApiRequest } from "../../../api/request";
import {
	authorizationParts,
	canonicalRequest,
	derivedKey,
	hmac,
	sameSignature,
	sha256,
	signedHosts,
} from "../../../api/signature";
import type { VpcState } from "../../../vpc/entities";
import { apiError } from "./errors";

export const ALGORITHM = "TC3-HMAC-SHA256";
const SERVICE = "vpc";
const VERSION = "2017-03-12";
/** A timestamp may be off by five minutes. */
const SKEW_SECONDS = 300;

/** What every request needs, in the order in which the cloud misses it. */
export function checkForm(
	{ method, headers }: ApiRequest,
	call: Call,
	now: number,
	state: VpcState,
): void {
	if (method !== "POST") {
		throw apiError(
			"UnsupportedProtocol",
			`The HTTP method ${method} is not supported here, use POST with a JSON body.`,
		);
	}
	for (const name of ["X-TC-Action", "X-TC-Version", "X-TC-Timestamp"]) {
		if (!headers[name.toLowerCase()]) {
			throw apiError(
				"MissingParameter",
				`The request is missing a required parameter \`${name.slice("X-TC-".length)}\`.`,
			);
		}
	}
	if (headers["x-tc-version"] !== VERSION) {
		throw apiError(
			"NoSuchVersion",
			`The specified version \`${headers["x-tc-version"]}\` is not found, the version should be ${VERSION}.`,
		);
	}
	const region = headers["x-tc-region"];
	if (region === undefined) {
		throw apiError(
			"MissingParameter",
			"The request is missing a required parameter `Region`.",
		);
	}
	if (region !== state.region) {
		throw apiError(
			"UnsupportedRegion",
			`The region \`${region}\` is not supported; this cloud is ${state.region}.`,
		);
	}
	if (headers["authorization"] === undefined) {
		throw apiError(
			"MissingParameter",
			"The request is missing a required parameter `Authorization`.",
		);
	}
	scopeOf(headers["authorization"]);
	const timestamp = Number(headers["x-tc-timestamp"]);
	if (!(Math.abs(now / 1000 - timestamp) <= SKEW_SECONDS)) {
		throw apiError(
			"AuthFailure.SignatureExpire",
			`The provided credentials could not be validated because of exceeding request timestamp limitation: the timestamp is ${headers["x-tc-timestamp"]}, the server's time is ${Math.floor(now / 1000)}.`,
		);
	}
	if (typeof call.parameters !== "object" || call.parameters === null) {
		throw apiError("InvalidRequest", "The request body is not a JSON object.");
	}
}

/** Where an Authorization header says that its signature is good. */
function scopeOf(authorization: string | undefined) {
	const parts = authorizationParts(authorization, ALGORITHM);
	const [id, day, service, end, ...more] =
		parts?.["Credential"]?.split("/") ?? [];
	const signedHeaders = parts?.["SignedHeaders"];
	const signature = parts?.["Signature"];
	if (
		!id ||
		day === undefined ||
		service === undefined ||
		end !== "tc3_request" ||
		more.length > 0 ||
		!signedHeaders ||
		!signature
	) {
		throw apiError(
			"AuthFailure.InvalidAuthorization",
			`The Authorization header is not of the form \`${ALGORITHM} Credential=ID/DATE/SERVICE/tc3_request, SignedHeaders=…, Signature=…\`.`,
		);
	}
	return { day, service, signedHeaders: signedHeaders.split(";"), signature };
}

/** @throws ApiError unless the request is signed with the secret */
export function checkSignature(
	request: ApiRequest,
	_call: Call,
	secret: string,
): void {
	const { headers } = request;
	const { day, service, signedHeaders, signature } = scopeOf(
		headers["authorization"],
	);
	const timestamp = headers["x-tc-timestamp"] ?? "";
	const today = new Date(Number(timestamp) * 1000).toISOString().slice(0, 10);
	const complete = ["content-type", "host"].every((name) =>
		signedHeaders.includes(name),
	);
	const scope = [day, service, "tc3_request"];
	const key = derivedKey(`TC3${secret}`, scope);
	const { query } = request;
	const spell = (value: string) => value.toLowerCase();
	const signs = (host: string): boolean => {
		const hash = sha256(
			canonicalRequest(request, { query, signedHeaders, host, spell }),
		);
		const text = [ALGORITHM, timestamp, scope.join("/"), hash].join("\n");
		return sameSignature(signature, hmac("sha256", key, text).toString("hex"));
	};
	if (
		day !== today ||
		service !== SERVICE ||
		!complete ||
		!signedHosts(headers).some(signs)
	) {
		throw new ApiError(
			"AuthFailure.SignatureFailure",
			"The provided credentials could not be validated. Please check your signature is correct.",
			200,
		);
	}
}
