import type { CloudId } from "../../design/capabilities";
import { alibabaMetadata } from "../clouds/alicloud/metadata/metadata";
import { checkSession } from "../clouds/alicloud/metadata/session";
import { kingsoftMetadata } from "../clouds/ksyun/metadata/metadata";
import { tencentMetadata } from "../clouds/tencentcloud/metadata/metadata";
import type { VpcState } from "../vpc/entities";
import { type Caller, callerAt } from "./caller";
import {
	errorPage,
	type MetadataAnswer,
	type MetadataContext,
	type MetadataRequest,
	notFound,
	plainText,
} from "./request";
import { type MetadataTree, read } from "./tree";

/**
 * What a cloud's metadata service answers. Pure.
 *
 * Whoever asks is known by the address it asks from; nobody else gets anything but 404.
 */
export function metadataAnswer(
	cloud: CloudId,
	request: MetadataRequest,
	state: VpcState,
	context: MetadataContext,
): MetadataAnswer {
	const caller = callerAt(state, request.sourceAddress);
	if (caller === undefined) {
		return notFound();
	}
	if (cloud === "alicloud") {
		const ended = checkSession(state, request, caller, context);
		if (ended) {
			return ended;
		}
	}
	if (request.method !== "GET" && request.method !== "HEAD") {
		return errorPage(405, "Method Not Allowed");
	}
	const metadata = treeOf(cloud, state, caller, context);
	const text = read({ latest: { "meta-data": metadata } }, request.path);
	return text === undefined ? notFound() : plainText(text);
}

function treeOf(
	cloud: CloudId,
	state: VpcState,
	caller: Caller,
	context: MetadataContext,
): MetadataTree {
	switch (cloud) {
		case "tencentcloud":
			return tencentMetadata(state, caller, context);
		case "alicloud":
			return alibabaMetadata(state, caller, context);
		case "ksyun":
			return kingsoftMetadata(state, caller);
	}
}
