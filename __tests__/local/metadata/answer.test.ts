import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { CLOUD_IDS, type CloudId } from "../../../design/clouds";
import { DIALECTS } from "../../../local/clouds/dialects";
import { metadataAnswer } from "../../../local/metadata/answer";
import type { MetadataRequest } from "../../../local/metadata/request";
import { recognizeCredentials } from "../../../local/vpc/credentials";
import { metadataCloud, ROLE } from "./metadata-cloud";

const TTL = "x-aliyun-ecs-metadata-token-ttl-seconds";
const TOKEN = "x-aliyun-ecs-metadata-token";
const METADATA = "/latest/meta-data";

/** Asks a cloud, from i-4 unless the request says otherwise. */
function asker(cloud: CloudId) {
	const { state, now } = metadataCloud(cloud);
	const ask = (
		path: string,
		request: Partial<MetadataRequest> = {},
		at: number = now,
		roleLifetimeMilliseconds?: number,
	) =>
		metadataAnswer(
			DIALECTS[cloud].metadata,
			{
				method: "GET",
				path,
				headers: {},
				sourceAddress: "10.34.0.5",
				...request,
			},
			state,
			{
				now: at,
				...(roleLifetimeMilliseconds ? { roleLifetimeMilliseconds } : {}),
			},
		);
	return { ask, state, now };
}

/** Asks Alibaba Cloud with a token that is fetched before, where one is needed. */
function reader(cloud: CloudId) {
	const { ask, state, now } = asker(cloud);
	const token = (sourceAddress = "10.34.0.5", seconds = "60") =>
		ask("/latest/api/token", {
			method: "PUT",
			headers: { [TTL]: seconds },
			sourceAddress,
		}).body;
	const get = (path: string, sourceAddress = "10.34.0.5", lifetime?: number) =>
		ask(
			`${METADATA}${path}`,
			{
				sourceAddress,
				headers: cloud === "alicloud" ? { [TOKEN]: token(sourceAddress) } : {},
			},
			now,
			lifetime,
		);
	return { ask, token, get, state, now };
}

describe("what an instance learns about itself", () => {
	test.each<[CloudId, string, string]>([
		["tencentcloud", "/instance-id", "i-4"],
		["tencentcloud", "/instance-name", "node-4"],
		["tencentcloud", "/uuid", "i-4"],
		["tencentcloud", "/local-ipv4", "10.34.0.5"],
		["tencentcloud", "/public-ipv4", "203.0.113.4"],
		["tencentcloud", "/mac", "02:00:00:00:00:04"],
		["tencentcloud", "/placement/region", "region-1"],
		["tencentcloud", "/placement/zone", "z"],
		[
			"tencentcloud",
			"/network/interfaces/macs/02:00:00:00:00:04/local-ipv4s/10.34.0.5/subnet-mask",
			"255.255.240.0",
		],
		["tencentcloud", "/cam/security-credentials/", ROLE],
		["tencentcloud", "/placement/", "region\nzone"],
		[
			"tencentcloud",
			"",
			"cam/\ninstance-id\ninstance-name\nlocal-ipv4\nmac\nnetwork/\nplacement/\npublic-ipv4\nuuid",
		],
		["alicloud", "/instance-id", "i-4"],
		["alicloud", "/private-ipv4", "10.34.0.5"],
		["alicloud", "/eipv4", "203.0.113.4"],
		["alicloud", "/region-id", "region-1"],
		["alicloud", "/zone-id", "z"],
		["alicloud", "/vswitch-cidr-block", "10.34.0.0/20"],
		["alicloud", "/ram/security-credentials/", ROLE],
		["alicloud", "/instance/", "instance-name"],
		["ksyun", "/instance-id", "i-4"],
		["ksyun", "/local-ipv4", "10.34.0.5"],
		["ksyun", "/placement/region", "region-1"],
		["ksyun", "/placement/zone", "z"],
		["ksyun", "/", "instance-id\nlocal-ipv4\nplacement/"],
	])("%s: %s", (cloud, path, body) => {
		expect(reader(cloud).get(path)).toEqual({
			status: 200,
			headers: { "content-type": "text/plain" },
			body,
		});
	});

	test("has no public address or role where there is none", () => {
		const paths = {
			tencentcloud: ["/public-ipv4", "/cam/security-credentials/"],
			alicloud: ["/eipv4", "/ram/security-credentials/"],
			ksyun: [],
		};
		for (const cloud of CLOUD_IDS) {
			const { get } = reader(cloud);
			expect(get("/instance-id", "10.34.0.2").body).toBe("i-1");
			for (const path of paths[cloud]) {
				expect(get(path, "10.34.0.2").status).toBe(404);
			}
		}
	});
});

describe.each(CLOUD_IDS)("on %s", (cloud) => {
	test("what is not there is not found", () => {
		const { get, ask } = reader(cloud);
		for (const path of [
			"/none",
			"/instance-id/",
			"/instance-id/more",
			"/placement/none",
			"/constructor",
			"/__proto__/toString",
			"/../meta-data/instance-id",
			"/%69nstance-id",
		]) {
			expect(get(path)).toMatchObject({
				status: 404,
				headers: { "content-type": "text/html" },
			});
		}
		for (const path of [
			"/cam/security-credentials/other",
			"/ram/security-credentials/other",
			"/cam/security-credentials/constructor",
		]) {
			expect(get(path).status).toBe(404);
		}
		expect(ask("/nowhere", { sourceAddress: "10.34.0.9" }).status).toBe(404);
	});

	test("nobody but instances is answered", () => {
		const { ask } = asker(cloud);
		for (const sourceAddress of ["10.34.0.9", "127.0.0.1", "::1", ""]) {
			for (const method of ["GET", "PUT"]) {
				expect(
					ask("/latest/api/token", {
						sourceAddress,
						method,
						headers: { [TTL]: "60" },
					}).status,
				).toBe(404);
				expect(
					ask(`${METADATA}/instance-id`, { sourceAddress, method }).status,
				).toBe(404);
			}
		}
	});

	test("nothing is written", () => {
		const { ask, token } = reader(cloud);
		const headers = { [TOKEN]: token() };
		for (const method of ["POST", "DELETE"]) {
			expect(ask(`${METADATA}/instance-id`, { method, headers }).status).toBe(
				405,
			);
		}
	});

	test("whatever is asked, the answer is one of HTTP's", () => {
		const { ask } = asker(cloud);
		fc.assert(
			fc.property(
				fc.string(),
				fc.constantFrom("GET", "PUT", "HEAD"),
				fc.dictionary(
					fc.constantFrom(TTL, TOKEN, "x-forwarded-for"),
					fc.string(),
				),
				(path, method, headers) => {
					expect(ask(`/latest/${path}`, { method, headers }).status).toSatisfy(
						(status: number) => [200, 400, 401, 403, 404, 405].includes(status),
					);
				},
			),
		);
	});
});

describe("a role's credentials", () => {
	test("are Tencent Cloud's", () => {
		const { get, state, now } = reader("tencentcloud");
		const { body } = get(`/cam/security-credentials/${ROLE}`);
		const keys = JSON.parse(body);
		expect(Object.keys(keys)).toEqual([
			"TmpSecretId",
			"TmpSecretKey",
			"ExpiredTime",
			"Expiration",
			"Token",
			"Code",
		]);
		expect(keys.Code).toBe("Success");
		expect(Date.parse(keys.Expiration)).toBe(keys.ExpiredTime * 1000);
		expect(
			recognizeCredentials(state, keys.TmpSecretId, keys.Token, now),
		).toEqual({
			secret: keys.TmpSecretKey,
			permissions: [],
			name: ROLE,
			instanceId: "i-4",
			expiresAt: keys.ExpiredTime * 1000,
		});
	});

	test("are Alibaba Cloud's", () => {
		const { get, state, now } = reader("alicloud");
		const keys = JSON.parse(get(`/ram/security-credentials/${ROLE}`).body);
		expect(Object.keys(keys)).toEqual([
			"AccessKeyId",
			"AccessKeySecret",
			"Expiration",
			"SecurityToken",
			"LastUpdated",
			"Code",
		]);
		expect(keys.Expiration).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
		expect(Date.parse(keys.Expiration) - Date.parse(keys.LastUpdated)).toBe(
			6 * 3_600_000,
		);
		expect(
			recognizeCredentials(state, keys.AccessKeyId, keys.SecurityToken, now),
		).toMatchObject({ secret: keys.AccessKeySecret, instanceId: "i-4" });
	});

	test("are short-lived when that is asked for", () => {
		const { get, now } = reader("tencentcloud");
		const path = `/cam/security-credentials/${ROLE}`;
		const keys = JSON.parse(get(path, undefined, 30_000).body);
		expect(keys.ExpiredTime * 1000 - now).toBeLessThanOrEqual(30_000);
	});
});

describe("Alibaba Cloud's token", () => {
	const { ask, token, now } = reader("alicloud");
	const at = (moment: number, shown: string, sourceAddress = "10.34.0.5") =>
		ask(
			`${METADATA}/instance-id`,
			{ headers: { [TOKEN]: shown }, sourceAddress },
			moment,
		).status;
	const put = (headers: Readonly<Record<string, string>>) =>
		ask("/latest/api/token", { method: "PUT", headers }).status;

	test("is needed, and must be a good one", () => {
		expect(ask(`${METADATA}/instance-id`).status).toBe(403);
		for (const shown of ["", "aaa", `${token()}a`, `a${token().slice(1)}`]) {
			expect(at(now, shown)).toBe(401);
		}
		expect(at(now, token())).toBe(200);
	});

	test("lasts as long as was asked for", () => {
		const shown = token("10.34.0.5", "2");
		expect(at(now + 1999, shown)).toBe(200);
		expect(at(now + 2000, shown)).toBe(401);
	});

	test("is good for its own instance only", () => {
		expect(at(now, token(), "10.34.0.2")).toBe(401);
	});

	test("is given for 1 to 21600 seconds", () => {
		for (const seconds of ["1", "21600"]) {
			expect(put({ [TTL]: seconds })).toBe(200);
		}
		for (const seconds of ["0", "21601", "-1", "1.5", "", "a", "1e3"]) {
			expect(put({ [TTL]: seconds })).toBe(400);
		}
		expect(put({})).toBe(400);
	});

	test("is given to no proxy, and for no GET", () => {
		expect(put({ [TTL]: "60", "x-forwarded-for": "10.34.0.5" })).toBe(403);
		expect(ask("/latest/api/token", { headers: { [TTL]: "60" } }).status).toBe(
			405,
		);
	});
});
