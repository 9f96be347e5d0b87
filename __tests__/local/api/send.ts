import { type Agent, request } from "node:http";
import type { SignedRequest } from "./sign";

export interface Received {
	readonly status: number;
	readonly body: string;
	readonly headers: Readonly<Record<string, unknown>>;
}

/** Sends what was signed, byte for byte, to 127.0.0.1. Rejects when the connection breaks. */
export function send(
	port: number,
	{ method, path, headers, body }: SignedRequest,
	agent?: Agent,
): Promise<Received> {
	return new Promise((resolve, reject) => {
		const outgoing = request(
			{
				host: "127.0.0.1",
				port,
				method,
				path,
				headers: { ...headers, "content-length": Buffer.byteLength(body) },
				agent: agent ?? false,
			},
			(incoming) => {
				const chunks: Buffer[] = [];
				incoming.on("data", (chunk: Buffer) => chunks.push(chunk));
				incoming.on("error", reject);
				incoming.on("end", () =>
					resolve({
						status: incoming.statusCode ?? 0,
						body: Buffer.concat(chunks).toString(),
						headers: incoming.headers,
					}),
				);
			},
		);
		outgoing.on("error", reject);
		outgoing.end(body);
	});
}

/** The error code of an answer in any cloud's shape; empty when there is none. */
export function codeOf({ body }: Received): string {
	const answer = JSON.parse(body) as {
		readonly Code?: string;
		readonly Error?: { readonly Code: string };
		readonly Response?: { readonly Error?: { readonly Code: string } };
	};
	return (
		answer.Code ?? answer.Error?.Code ?? answer.Response?.Error?.Code ?? ""
	);
}
