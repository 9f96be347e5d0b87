import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
	ROLE_LIFETIME_MILLISECONDS,
	recognizeCredentials,
	roleCredentials,
} from "../../../local/vpc/credentials";
import type { Instance, VpcState } from "../../../local/vpc/entities";
import { instanceCommand, pairCloud, type SampleCloud } from "./sample-cloud";

const HOUR = 3_600_000;
const PERMISSIONS = [{ actions: ["DescribeRouteTables"], resources: ["*"] }];
const ALL = [{ actions: ["*"], resources: ["*"] }];

function withRole(cloud: "tencentcloud" | "alicloud" | "ksyun"): SampleCloud {
	const sample = pairCloud(cloud);
	sample.run(
		{ type: "create-role", name: "mover", permissions: PERMISSIONS },
		{
			...instanceCommand(1),
			id: "i-4",
			name: "node-4",
			address: "10.34.0.5",
			mac: "02:00:00:00:00:04",
			roleName: "mover",
		},
		{
			type: "create-access-key",
			id: "AK1",
			secret: "key's secret",
			user: "somebody",
			permissions: ALL,
		},
	);
	return sample;
}

function instanceOf(state: VpcState, id: string): Instance {
	const instance = state.instances[id];
	if (!instance) {
		throw new Error(`no ${id}`);
	}
	return instance;
}

function credentialsOf(
	{ state, now }: SampleCloud,
	lifetime?: number,
	at: number = now,
) {
	const given = roleCredentials(state, instanceOf(state, "i-4"), at, lifetime);
	if (!given) {
		throw new Error("no credentials");
	}
	return given;
}

describe.each([
	"tencentcloud",
	"alicloud",
] as const)("a role on %s", (cloud) => {
	test("gives credentials that a process without memory recognizes", () => {
		const sample = withRole(cloud);
		const { accessKeyId, token, secret, expiresAt } = credentialsOf(sample);
		const restored: VpcState = JSON.parse(JSON.stringify(sample.state));
		expect(
			recognizeCredentials(restored, accessKeyId, token, sample.now),
		).toEqual({
			secret,
			permissions: PERMISSIONS,
			name: "mover",
			instanceId: "i-4",
			expiresAt,
		});
	});

	test("gives credentials that look like the cloud's", () => {
		const { accessKeyId, secret, token } = credentialsOf(withRole(cloud));
		expect(accessKeyId).toMatch(
			cloud === "alicloud" ? /^STS\.[0-9A-Za-z]{25}$/ : /^AKID[\w-]{43}$/,
		);
		expect(secret).toMatch(
			cloud === "alicloud" ? /^[0-9A-Za-z]{44}$/ : /^[\w+/]{43}=$/,
		);
		expect(token).toMatch(/^[\w-]{100,}$/);
	});

	test("renews them while the old ones are good for at least an hour", () => {
		const sample = withRole(cloud);
		fc.assert(
			fc.property(fc.integer({ min: 0, max: 2 * 24 * HOUR }), (later) => {
				const at = sample.now + later;
				const { issuedAt, expiresAt } = credentialsOf(sample, undefined, at);
				expect(expiresAt - issuedAt).toBe(ROLE_LIFETIME_MILLISECONDS);
				expect(issuedAt).toBeLessThanOrEqual(at);
				expect(expiresAt - at).toBeGreaterThanOrEqual(HOUR);
				expect(expiresAt % 1000).toBe(0);
			}),
		);
		const first = credentialsOf(sample);
		expect(credentialsOf(sample)).toEqual(first);
		const next = credentialsOf(sample, undefined, sample.now + 6 * HOUR);
		expect(next.secret).not.toBe(first.secret);
		expect(next.accessKeyId).not.toBe(first.accessKeyId);
	});

	test("gives shorter-lived ones on demand", () => {
		const sample = withRole(cloud);
		const { accessKeyId, token, expiresAt } = credentialsOf(sample, 10_000);
		expect(expiresAt - sample.now).toBeLessThanOrEqual(10_000);
		const at = (now: number) =>
			recognizeCredentials(sample.state, accessKeyId, token, now);
		expect(at(expiresAt - 1)).toMatchObject({ name: "mover" });
		expect(at(expiresAt)).toBe("expired");
	});

	test("is not taken in by what was changed", () => {
		const sample = withRole(cloud);
		const { state, now } = sample;
		const { accessKeyId, token } = credentialsOf(sample);
		const end = token.endsWith("A") ? "Q" : "A";
		for (const [id, shown] of [
			[`${accessKeyId}x`, token],
			["AK1", token],
			[accessKeyId, `${token.slice(0, -1)}${end}`],
			[accessKeyId, `x${token.slice(1)}`],
			[accessKeyId, "token"],
			[accessKeyId, ""],
			[accessKeyId, undefined],
			["__proto__", undefined],
		] as const) {
			expect(recognizeCredentials(state, id, shown, now)).toBeUndefined();
		}
		for (const other of [
			{ ...state, secret: "another cloud's" },
			{ ...state, roles: {} },
		]) {
			expect(
				recognizeCredentials(other, accessKeyId, token, now),
			).toBeUndefined();
		}
	});
});

test("no role, no credentials", () => {
	const { state, now } = withRole("tencentcloud");
	expect(roleCredentials(state, instanceOf(state, "i-1"), now)).toBeUndefined();
	const kingsoft = withRole("ksyun");
	expect(
		roleCredentials(kingsoft.state, instanceOf(kingsoft.state, "i-4"), now),
	).toBeUndefined();
});

test("a key that was handed over is good without a token, for ever", () => {
	const { state } = withRole("ksyun");
	expect(recognizeCredentials(state, "AK1", undefined, 8e15)).toEqual({
		secret: "key's secret",
		permissions: ALL,
		name: "somebody",
	});
	expect(recognizeCredentials(state, "AK2", undefined, 0)).toBeUndefined();
	expect(recognizeCredentials(state, "AK1", "token", 0)).toBeUndefined();
});
