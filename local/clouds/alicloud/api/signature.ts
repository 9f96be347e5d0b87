import { type ApiRequest, decodeForm, formOfBody } from "../../../api/request";
import {
	authorizationParts,
	canonicalQuery,
	canonicalRequest,
	hmac,
	percentEncode,
	sameSignature,
	sha256,
	signedHosts,
} from "../../../api/signature";
import { errors } from "./errors";
import { REMEMBERED_MILLISECONDS } from "./nonces";

const ALGORITHM = "ACS3-HMAC-SHA256";
const VERSION = "2016-04-28";

/** A signed request of one of the two kinds. */
export interface Signature {
	readonly nonce: string;
	/** @throws ApiError when something is missing or too old */
	checkForm(now: number): void;
	/** @throws ApiError unless it was made with the secret */
	check(secret: string): void;
}

type Form = Readonly<Record<string, string>>;

/** Whether the signature is in the headers (ACS3); else it is among the parameters (RPC). */
export const isHeaderSigned = ({ headers }: ApiRequest): boolean =>
	headers["authorization"] !== undefined;

export function signatureOf(request: ApiRequest): Signature {
	return isHeaderSigned(request)
		? headerSignature(request)
		: parameterSignature(request, {
				...formOfBody(request),
				...decodeForm(request.query),
			});
}

/** Who says to have signed it. */
export function readSigned(
	request: ApiRequest,
	parameters: Form,
): { readonly accessKeyId: string; readonly token: string | undefined } {
	if (!isHeaderSigned(request)) {
		return {
			accessKeyId: parameters["AccessKeyId"] ?? "",
			token: parameters["SecurityToken"],
		};
	}
	const parts = authorizationParts(request.headers["authorization"], ALGORITHM);
	return {
		accessKeyId: parts?.["Credential"] ?? "",
		token: request.headers["x-acs-security-token"],
	};
}

/** `Signature` among the parameters: HMAC-SHA1 over all the others. */
function parameterSignature(
	{ method }: ApiRequest,
	parameters: Form,
): Signature {
	return {
		nonce: parameters["SignatureNonce"] ?? "",
		checkForm(now) {
			for (const name of [
				"Action",
				"Version",
				"AccessKeyId",
				"Signature",
				"SignatureMethod",
				"SignatureVersion",
				"SignatureNonce",
				"Timestamp",
			]) {
				if (!parameters[name]) {
					throw errors.missing(name);
				}
			}
			checkVersion(parameters["Version"]);
			checkMoment(parameters["Timestamp"], now);
			if (
				parameters["SignatureMethod"] !== "HMAC-SHA1" ||
				parameters["SignatureVersion"] !== "1.0"
			) {
				throw errors.incompleteSignature();
			}
		},
		check(secret) {
			const { Signature = "", ...signed } = parameters;
			const text = canonicalQuery(Object.entries(signed));
			const toSign = `${method}&%2F&${percentEncode(text)}`;
			if (
				!sameSignature(
					Signature,
					hmac("sha1", `${secret}&`, toSign).toString("base64"),
				)
			) {
				throw errors.wrongSignature(toSign);
			}
		},
	};
}

/** Headers that every request needs, by the names of the same things among the parameters. */
const NEEDED = [
	["x-acs-action", "Action"],
	["x-acs-version", "Version"],
	["x-acs-date", "Timestamp"],
	["x-acs-signature-nonce", "SignatureNonce"],
] as const;

/** Headers that have to be signed besides all of `x-acs-…`. */
const ALWAYS_SIGNED = ["host", "x-acs-action", "x-acs-version", "x-acs-date"];

/** The Authorization header: HMAC-SHA256 over the query, the headers that it names, and the body. */
function headerSignature(request: ApiRequest): Signature {
	const { headers, body } = request;
	const parts = authorizationParts(headers["authorization"], ALGORITHM);
	const signedHeaders = parts?.["SignedHeaders"]?.split(";") ?? [];
	return {
		nonce: headers["x-acs-signature-nonce"] ?? "",
		checkForm(now) {
			for (const [header, name] of NEEDED) {
				if (!headers[header]) {
					throw errors.missing(name);
				}
			}
			checkVersion(headers["x-acs-version"]);
			checkMoment(headers["x-acs-date"], now);
			const complete = ALWAYS_SIGNED.every((name) =>
				signedHeaders.includes(name),
			);
			if (!parts?.["Credential"] || !parts["Signature"] || !complete) {
				throw errors.incompleteSignature();
			}
		},
		check(secret) {
			const query = canonicalQuery(Object.entries(decodeForm(request.query)));
			const canonicals = signedHosts(headers).map((host) =>
				canonicalRequest(request, { query, signedHeaders, host }),
			);
			const good = canonicals.some((text) =>
				sameSignature(
					parts?.["Signature"] ?? "",
					hmac("sha256", secret, `${ALGORITHM}\n${sha256(text)}`).toString(
						"hex",
					),
				),
			);
			if (!good || headers["x-acs-content-sha256"] !== sha256(body)) {
				throw errors.wrongSignature(canonicals[0] ?? "");
			}
		},
	};
}

function checkVersion(version: string | undefined): void {
	if (version !== VERSION) {
		throw errors.unknownVersion();
	}
}

function checkMoment(text: string | undefined, now: number): void {
	const moment = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(text ?? "")
		? Date.parse(text ?? "")
		: Number.NaN;
	if (Number.isNaN(moment)) {
		throw errors.illegalTimestamp();
	}
	if (Math.abs(now - moment) > REMEMBERED_MILLISECONDS) {
		throw errors.expiredTimestamp();
	}
}
