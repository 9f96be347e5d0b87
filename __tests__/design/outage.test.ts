import { describe, expect, test } from "vitest";
import type { HavipSwitch } from "../../design/clouds/cloud-profile";
import {
	PREDICTED_FAULTS,
	type PredictedFault,
	predictOutage,
	predictOutages,
	skewMs,
} from "../../design/outage";
import { TIMING_PROFILES, type TimingProfile } from "../../design/timing";

const timing = (
	vrrpVersion: 2 | 3,
	advertIntervalSeconds: number,
): TimingProfile => ({
	...TIMING_PROFILES.safe,
	vrrpVersion,
	advertIntervalSeconds,
});

describe("the protocol's arithmetic", () => {
	test.each([
		// version, interval in s, priority, skew in ms, master-down timer in ms
		[2, 1, 100, 609, 3609],
		[2, 1, 30, 883, 3883],
		[2, 1, 251, 20, 3020],
		[3, 0.1, 100, 61, 361],
		[3, 0.01, 100, 6, 36],
	] as const)("v%d, %d s, priority %d", (version, advert, priority, skew, down) => {
		const profile = timing(version, advert);
		expect(skewMs(profile, priority)).toBeCloseTo(skew, -0.5);
		const { minMs, maxMs } = predictOutage("power-cut", profile, priority);
		expect(maxMs - 25).toBeCloseTo(down, -0.5);
		expect(minMs).toBeCloseTo(down - advert * 1000, -0.5);
	});
});

test.each([
	"classic",
	"safe",
	"fast",
	"lab",
] as const)("predictions of the profile %s", (name) => {
	const profile = TIMING_PROFILES[name];
	expect(
		predictOutages(profile, profile.highestPriority - profile.priorityStep),
	).toMatchSnapshot();
});

test("a HAVIP in a cloud takes the cloud's own time more, but for a node that answers meanwhile", () => {
	const predict = (fault: PredictedFault, havipSwitch?: HavipSwitch) =>
		predictOutage(
			fault,
			TIMING_PROFILES.safe,
			253,
			havipSwitch === undefined ? {} : { havipSwitch },
		);
	const havipSwitch = { minMs: 500, maxMs: 4000, source: "assumed" } as const;
	for (const fault of PREDICTED_FAULTS.filter((id) => id !== "drain")) {
		const here = predict(fault);
		const inCloud = predict(fault, havipSwitch);
		expect(inCloud.minMs - here.minMs).toBeCloseTo(500);
		expect(inCloud.maxMs - here.maxMs).toBeCloseTo(4000);
		expect(inCloud.terms).toEqual([
			...here.terms,
			{ kind: "havip-switch", maxMs: 4000, source: "assumed" },
		]);
	}
	expect(predict("drain", havipSwitch)).toEqual(predict("drain"));
});

test("a route takes the helper's start and its API calls more", () => {
	const havip = predictOutage("power-cut", TIMING_PROFILES.fast, 253);
	const route = predictOutage("power-cut", TIMING_PROFILES.fast, 253, {
		routeChangeCalls: 3,
	});
	expect(route.minMs - havip.minMs).toBeCloseTo(30 + 3 * 20);
	expect(route.maxMs - havip.maxMs).toBeCloseTo(150 + 3 * 100);
	expect(route.terms.at(-1)).toEqual({
		kind: "route-change",
		startMs: { min: 30, max: 150 },
		calls: 3,
		callMs: { min: 20, max: 100 },
	});
});
