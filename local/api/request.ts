/** An HTTP request as a dialect sees it: nothing is decoded, because signatures cover the bytes that were sent. */
export interface ApiRequest {
	readonly method: string;
	/** Path as it was sent, without the query. */
	readonly path: string;
	/** What stands behind the `?`, as it was sent. */
	readonly query: string;
	/** By lower-case name. */
	readonly headers: Readonly<Record<string, string>>;
	readonly body: Buffer;
	readonly sourceAddress: string;
}

/** An answer, ready to be sent. */
export interface ApiResponse {
	readonly status: number;
	readonly headers: Readonly<Record<string, string>>;
	readonly body: string;
}

/** Names and values of a query or of a form, decoded. The first of several values with one name counts. */
export function decodeForm(text: string): Readonly<Record<string, string>> {
	const form: Record<string, string> = {};
	for (const [name, value] of new URLSearchParams(text)) {
		form[name] ??= value;
	}
	return form;
}

/** A body that is a form, decoded; nothing when it is something else. */
export function formOfBody(
	request: ApiRequest,
): Readonly<Record<string, string>> {
	const type = request.headers["content-type"] ?? "";
	return type.startsWith("application/x-www-form-urlencoded")
		? decodeForm(request.body.toString("utf8"))
		: {};
}

/** An answer in JSON. */
export const jsonResponse = (status: number, body: object): ApiResponse => ({
	status,
	headers: { "content-type": "application/json; charset=utf-8" },
	body: JSON.stringify(body),
});
