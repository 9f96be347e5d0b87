import type { VpcState } from "../vpc/entities";
import { callerAt } from "./caller";
import type { MetadataDialect } from "./dialect";
import {
	errorPage,
	type MetadataAnswer,
	type MetadataContext,
	type MetadataRequest,
	notFound,
	plainText,
} from "./request";
import { read } from "./tree";

/**
 * What a cloud's metadata service answers. Pure.
 *
 * Whoever asks is known by the address it asks from; nobody else gets anything but 404.
 */
export function metadataAnswer(
	dialect: MetadataDialect,
	request: MetadataRequest,
	state: VpcState,
	context: MetadataContext,
): MetadataAnswer {
	const caller = callerAt(state, request.sourceAddress);
	if (caller === undefined) {
		return notFound();
	}
	const ended = dialect.admit?.(state, request, caller, context);
	if (ended) {
		return ended;
	}
	if (request.method !== "GET" && request.method !== "HEAD") {
		return errorPage(405, "Method Not Allowed");
	}
	const metadata = dialect.tree(state, caller, context);
	const text = read({ latest: { "meta-data": metadata } }, request.path);
	return text === undefined ? notFound() : plainText(text);
}
