import type { Call } from "../../../api/dialect";
import { type ApiRequest, decodeForm, formOfBody } from "../../../api/request";
import {
	authorizationParts,
	canonicalQuery,
	canonicalRequest,
	derivedKey,
	hmac,
	sameSignature,
	sha256,
	signedHosts,
} from "../../../api/signature";
import type { VpcState } from "../../../vpc/entities";
import { errors } from "./errors";

const ALGORITHM = "AWS4-HMAC-SHA256";
const SERVICE = "vpc";
const VERSION = "2016-03-04";
/** A date may be off by 15 minutes, as with the signature's inventor. */
const SKEW_MILLISECONDS = 15 * 60 * 1000;

/** Who says to have signed a request, and for what. */
export function credentialOf({ headers }: ApiRequest) {
	const parts = authorizationParts(headers["authorization"], ALGORITHM);
	const [accessKeyId, day, region, service, end, ...more] =
		parts?.["Credential"]?.split("/") ?? [];
	const signedHeaders = parts?.["SignedHeaders"]?.split(";") ?? [];
	const signature = parts?.["Signature"];
	return accessKeyId &&
		day &&
		region &&
		service &&
		end === "aws4_request" &&
		more.length === 0 &&
		signedHeaders.includes("host") &&
		signature
		? { accessKeyId, day, region, service, signedHeaders, signature }
		: undefined;
}

/** What every request needs. */
export function checkForm(
	request: ApiRequest,
	call: Call,
	now: number,
	state: VpcState,
): void {
	const { Version } = { ...formOfBody(request), ...decodeForm(request.query) };
	if (call.action === "") {
		throw errors.missing("Action");
	}
	if (Version === undefined) {
		throw errors.missing("Version");
	}
	if (Version !== VERSION) {
		throw errors.unknownVersion(Version);
	}
	if (request.headers["authorization"] === undefined) {
		throw errors.unsigned();
	}
	const credential = credentialOf(request);
	const moment = momentOf(request.headers["x-amz-date"]);
	if (credential === undefined || Number.isNaN(moment)) {
		throw errors.incompleteSignature();
	}
	if (credential.service !== SERVICE || credential.region !== state.region) {
		throw errors.wrongScope(`${state.region}/${SERVICE}`);
	}
	if (Math.abs(now - moment) > SKEW_MILLISECONDS) {
		throw errors.expiredRequest();
	}
}

/** Milliseconds since 1970 of a moment such as `20261121T081127Z`; NaN of anything else. */
const momentOf = (text = ""): number =>
	Date.parse(
		text.replace(
			/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/,
			"$1-$2-$3T$4:$5:$6Z",
		),
	);

/** @throws ApiError unless the request is signed with the secret */
export function checkSignature(
	request: ApiRequest,
	_call: Call,
	secret: string,
): void {
	const credential = credentialOf(request);
	if (credential === undefined) {
		throw errors.incompleteSignature();
	}
	const { day, region, service, signedHeaders, signature } = credential;
	const moment = request.headers["x-amz-date"] ?? "";
	const scope = [day, region, service, "aws4_request"];
	const key = derivedKey(`AWS4${secret}`, scope);
	const query = canonicalQuery(new URLSearchParams(request.query));
	const spell = (value: string) => value.replace(/ +/g, " ");
	const signs = (host: string): boolean => {
		const hash = sha256(
			canonicalRequest(request, { query, signedHeaders, host, spell }),
		);
		const text = [ALGORITHM, moment, scope.join("/"), hash].join("\n");
		return sameSignature(signature, hmac("sha256", key, text).toString("hex"));
	};
	const hash = request.headers["x-amz-content-sha256"];
	if (
		!moment.startsWith(day) ||
		(hash !== undefined && hash !== sha256(request.body)) ||
		!signedHosts(request.headers).some(signs)
	) {
		throw errors.wrongSignature();
	}
}
