import { expect, test } from "vitest";
import { summarizeConnections } from "../../../drills/analysis/connections";
import { keptConnections } from "../../../drills/run/kept-connections";
import type { ProbeSample } from "../../../ports/probe-sample";

const sample = (
	sequence: number,
	connection: number,
	outcome: { node: string } | { lost: string },
): ProbeSample => ({
	...{ sequence, connection, intendedNs: sequence * 1e8, latencyMs: 1 },
	...outcome,
});

test("a connection that answered and then lost a request is broken", () => {
	const events = keptConnections("client", [
		sample(0, 1, { node: "node-1" }),
		sample(1, 1, { node: "node-1" }),
		sample(2, 1, { lost: "ECONNRESET" }),
		sample(3, 2, { node: "node-2" }),
	]);
	expect(
		events.map(({ connection, state, node }) => [connection, state, node]),
	).toEqual([
		[1, "opened", "node-1"],
		[1, "broken", "node-1"],
		[2, "opened", "node-2"],
	]);
	expect(summarizeConnections(events)).toEqual({
		opened: 2,
		broken: 1,
		reasons: ["ECONNRESET"],
	});
});

test("neither one that never answered nor one that the server ended is broken", () => {
	const events = keptConnections("client", [
		sample(0, 1, { lost: "ECONNREFUSED" }),
		sample(1, 2, { node: "node-1" }),
		sample(2, 3, { node: "node-1" }),
	]);
	expect(summarizeConnections(events)).toMatchObject({ opened: 2, broken: 0 });
});
