/** What an instance asks the metadata service. */
export interface MetadataRequest {
	readonly method: string;
	/** As it was sent, without the query, e.g. `/latest/meta-data/instance-id`. */
	readonly path: string;
	/** By their names in lower case. */
	readonly headers: Readonly<Record<string, string>>;
	/** Who asks: the address that the packets come from. */
	readonly sourceAddress: string;
}

export interface MetadataAnswer {
	readonly status: number;
	readonly headers: Readonly<Record<string, string>>;
	readonly body: string;
}

/** What an answer depends on besides the request and the state. */
export interface MetadataContext {
	/** Milliseconds since 1970. */
	readonly now: number;
	/** How long a role's credentials last. @default six hours */
	readonly roleLifetimeMilliseconds?: number;
}

export const plainText = (body: string): MetadataAnswer => ({
	status: 200,
	headers: { "content-type": "text/plain" },
	body,
});

/** An error page such as the clouds' web servers have. */
export function errorPage(status: number, words: string): MetadataAnswer {
	const title = `${status} - ${words}`;
	return {
		status,
		headers: { "content-type": "text/html" },
		body: `<html>\n<head><title>${title}</title></head>\n<body><h1>${title}</h1></body>\n</html>\n`,
	};
}

export const notFound = (): MetadataAnswer => errorPage(404, "Not Found");
