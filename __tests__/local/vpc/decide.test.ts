import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { CLOUD_IDS } from "../../../design/clouds";
import type { VpcCommand } from "../../../local/vpc/commands";
import { emptyState } from "../../../local/vpc/empty-state";
import { VpcError } from "../../../local/vpc/errors";
import type { VpcEvent } from "../../../local/vpc/events";
import { fold } from "../../../local/vpc/evolve";
import { brokenInvariants } from "./invariants";
import { randomCommand } from "./random-commands";
import { identityOf, pairCloud, type SampleCloud } from "./sample-cloud";

const EVENT_TYPES: readonly VpcEvent["type"][] = [
	"access-key-created",
	"eip-allocated",
	"eip-associated",
	"eip-disassociated",
	"havip-announced",
	"havip-attached",
	"havip-created",
	"havip-detached",
	"instance-created",
	"nat-gateway-created",
	"role-created",
	"route-changed",
	"route-created",
	"route-deleted",
	"route-table-created",
	"security-group-created",
	"security-rules-replaced",
	"subnet-created",
	"vpc-created",
];

/** Whether the command was carried out. */
function tries(sample: SampleCloud, command: VpcCommand): boolean {
	sample.now += 300;
	try {
		sample.run(command);
		return true;
	} catch (error) {
		if (!(error instanceof VpcError)) {
			throw error;
		}
		return false;
	}
}

describe.each(CLOUD_IDS)("random commands on %s", (cloud) => {
	const histories = fc.array(randomCommand, {
		minLength: 100,
		maxLength: 200,
		size: "max",
	});

	test("leave every promise kept after each of them", () => {
		const happened = new Set<string>();
		fc.assert(
			fc.property(histories, (commands) => {
				const sample = pairCloud(cloud);
				for (const command of commands) {
					const before = sample.state;
					if (!tries(sample, command)) {
						expect(sample.state).toBe(before);
					}
					expect(brokenInvariants(sample.state)).toEqual([]);
				}
				for (const { type } of sample.events) {
					happened.add(type);
				}
				expect(fold(emptyState(identityOf(cloud)), sample.events)).toEqual(
					sample.state,
				);
			}),
			{ numRuns: 100, seed: 4 },
		);
		// Else the test would tell nothing.
		expect([...happened].sort()).toEqual(
			EVENT_TYPES.filter(
				(type) => cloud !== "ksyun" || !type.startsWith("havip"),
			),
		);
	});
});

describe("a decision", () => {
	test("changes nothing in place", () => {
		fc.assert(
			fc.property(fc.array(randomCommand, { maxLength: 30 }), (commands) => {
				const sample = pairCloud("alicloud");
				const states = [{ state: sample.state, text: "" }];
				for (const command of commands) {
					tries(sample, command);
					states.push({
						state: sample.state,
						text: JSON.stringify(sample.state),
					});
				}
				for (const { state, text } of states.slice(1)) {
					expect(JSON.stringify(state)).toBe(text);
				}
			}),
			{ numRuns: 50 },
		);
	});

	test("is refused in words that name what was asked for", () => {
		fc.assert(
			fc.property(fc.array(randomCommand, { maxLength: 30 }), (commands) => {
				const sample = pairCloud("tencentcloud");
				for (const command of commands) {
					try {
						sample.run(command);
					} catch (error) {
						if (!(error instanceof VpcError)) {
							throw error;
						}
						expect(error.subject).not.toBe("");
						expect(error.message).toMatch(/^\S.*\.$/s);
					}
				}
			}),
			{ numRuns: 50 },
		);
	});
});
