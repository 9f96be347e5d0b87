import Fastify, { type FastifyInstance } from "fastify";
import { defined } from "../../base/defined";
import type { VpcService } from "../vpc/service";
import { metadataAnswer } from "./answer";
import type { MetadataDialect } from "./dialect";

export interface MetadataServerOptions {
	readonly dialect: MetadataDialect;
	readonly service: Pick<VpcService, "state">;
	/** Milliseconds since 1970. @default the machine's */
	readonly now?: () => number;
	/** How long a role's credentials last, asked at each request. @default six hours */
	readonly roleLifetimeMilliseconds?: () => number;
	/** Which instance's address a request counts as. @default the one that it comes from */
	readonly sourceAddressOf?: (peer: string) => string;
}

/** A cloud's metadata service over plain HTTP; let it listen at the cloud's own address. */
export function metadataServer({
	dialect,
	service,
	now = Date.now,
	roleLifetimeMilliseconds,
	sourceAddressOf = (peer) => peer,
}: MetadataServerOptions): FastifyInstance {
	const app = Fastify({ forceCloseConnections: true });
	// Nobody is refused for a body that the service does not read.
	app.removeAllContentTypeParsers();
	app.addContentTypeParser("*", (_request, body, done) => {
		body.resume();
		done(null);
	});
	app.all("/*", async ({ raw, ip }, reply) => {
		const { status, headers, body } = metadataAnswer(
			dialect,
			{
				method: raw.method ?? "",
				// As it was sent: a path is no pattern, and nothing in it is decoded.
				path: (raw.url ?? "/").replace(/\?.*$/s, ""),
				headers: Object.fromEntries(
					Object.entries(raw.headers).map(([name, value]) => [
						name,
						Array.isArray(value) ? value.join(",") : (value ?? ""),
					]),
				),
				sourceAddress: sourceAddressOf(ip),
			},
			service.state,
			{
				now: now(),
				...defined({
					roleLifetimeMilliseconds: roleLifetimeMilliseconds?.(),
				}),
			},
		);
		return reply.code(status).headers(headers).send(body);
	});
	return app;
}
