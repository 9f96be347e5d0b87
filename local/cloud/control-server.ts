import Fastify, { type FastifyInstance } from "fastify";
import { wrongParts } from "../../design/wrong-parts";
import { type Faults, faultRule } from "../api/faults";
import type { VpcService } from "../vpc/service";
import { cloudStatus } from "./cloud-status";
import type { Network } from "./network";

/** What commands of `halab` ask the local cloud's process for, over a socket that nobody in the lab can reach. */
export function controlServer(
	service: VpcService,
	faults: Faults,
	network: Pick<Network, "dropped">,
): FastifyInstance {
	const app = Fastify();
	app.get("/status", async () =>
		cloudStatus(service.state, await network.dropped()),
	);
	app.get("/faults", async () => faults.list());
	app.post("/faults", async (request, reply) => {
		const rule = faultRule.safeParse(request.body);
		if (!rule.success) {
			return reply.code(400).send({
				message: wrongParts(rule.error, request.body),
			});
		}
		return faults.add(rule.data);
	});
	app.delete("/faults", async (_request, reply) => {
		faults.clear();
		return reply.code(204).send();
	});
	app.delete<{ Params: { id: string } }>(
		"/faults/:id",
		async (request, reply) => {
			const { id } = request.params;
			return faults.remove(id)
				? reply.code(204).send()
				: reply.code(404).send({ message: `There is no fault ${id}.` });
		},
	);
	return app;
}
