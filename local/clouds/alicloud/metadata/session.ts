import type { Caller } from "../../../metadata/caller";
import {
	errorPage,
	type MetadataAnswer,
	type MetadataContext,
	type MetadataRequest,
	notFound,
	plainText,
} from "../../../metadata/request";
import {
	isGoodSessionToken,
	sessionToken,
} from "../../../metadata/session-token";
import type { VpcState } from "../../../vpc/entities";

const TOKEN_PATH = "/latest/api/token";
const LIFETIME_HEADER = "x-aliyun-ecs-metadata-token-ttl-seconds";
const TOKEN_HEADER = "x-aliyun-ecs-metadata-token";
const MAX_LIFETIME_SECONDS = 21_600;

/**
 * Alibaba Cloud's security hardening mode (`http_tokens = "required"`), which the construct library asks for: a token is
 * fetched by PUT and shown with each request; it is one instance's alone.
 *
 * Source: https://www.alibabacloud.com/help/en/ecs/user-guide/view-instance-metadata, with the statuses of its FAQ.
 *
 * @returns the answer that ends the matter; `undefined` when the request may be answered
 */
export function checkSession(
	{ secret }: VpcState,
	{ method, path, headers }: MetadataRequest,
	{ instance }: Caller,
	{ now }: MetadataContext,
): MetadataAnswer | undefined {
	if (path === TOKEN_PATH) {
		if (method !== "PUT") {
			return errorPage(405, "Method Not Allowed");
		}
		if ("x-forwarded-for" in headers) {
			return errorPage(403, "Forbidden");
		}
		const seconds = lifetimeIn(headers[LIFETIME_HEADER]);
		return seconds === undefined
			? errorPage(400, "Missing or Invalid Parameters")
			: plainText(sessionToken(secret, instance.id, now + seconds * 1000));
	}
	if (method === "PUT") {
		return notFound();
	}
	const token = headers[TOKEN_HEADER];
	if (token === undefined) {
		return errorPage(403, "Forbidden");
	}
	return isGoodSessionToken(secret, instance.id, token, now)
		? undefined
		: errorPage(401, "Unauthorized");
}

/** `undefined` unless the text is a whole number of seconds that a token may last. */
function lifetimeIn(text: string | undefined): number | undefined {
	if (!text || !/^\d{1,5}$/.test(text)) {
		return undefined;
	}
	const seconds = Number(text);
	return seconds >= 1 && seconds <= MAX_LIFETIME_SECONDS ? seconds : undefined;
}
