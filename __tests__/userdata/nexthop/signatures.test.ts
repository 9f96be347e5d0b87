import { createServer, type IncomingHttpHeaders } from "node:http";
import { createRequire } from "node:module";
import type { AddressInfo } from "node:net";
import RPCClient from "@alicloud/pop-core";
import Sign from "tencentcloud-sdk-nodejs-common/tencentcloud/common/sign";
import { expect, test } from "vitest";
import { HELPER, runPython } from "./python";

const aws4 = createRequire(__filename)("aws4") as {
	sign(
		request: Readonly<Record<string, unknown>>,
		keys: { readonly accessKeyId: string; readonly secretAccessKey: string },
	): { readonly headers: Readonly<Record<string, string>> };
};

interface Signed {
	readonly method: string;
	readonly path: string;
	readonly headers: Readonly<Record<string, string | number>>;
	readonly body: string;
}

const KEYS = { id: "AKIDEXAMPLE", secret: "secret/+ key", token: "token+/=" };

async function sign(ask: {
	cloud: string;
	host: string;
	region: string;
	action: string;
	params: object;
	now: number;
	keys?: object;
	more?: object;
}): Promise<Signed> {
	const { stdout, stderr } = await runPython(
		["sign.py", HELPER],
		JSON.stringify({ keys: KEYS, ...ask }),
	);
	expect(stderr).toBe("");
	return JSON.parse(stdout) as Signed;
}

interface Received {
	readonly method: string;
	readonly url: string;
	readonly headers: IncomingHttpHeaders;
	readonly body: string;
}

/** What a client of a cloud sends to a server on this machine. */
async function receive(
	answer: object,
	send: (host: string) => Promise<unknown>,
): Promise<Received & { host: string }> {
	const requests: Received[] = [];
	const server = createServer((request, response) => {
		const chunks: Buffer[] = [];
		request.on("data", (chunk: Buffer) => chunks.push(chunk));
		request.on("end", () => {
			requests.push({
				method: request.method ?? "",
				url: request.url ?? "",
				headers: request.headers,
				body: Buffer.concat(chunks).toString(),
			});
			response.setHeader("Content-Type", "application/json");
			response.end(JSON.stringify(answer));
		});
	});
	await new Promise<void>((resolve) => {
		server.listen(0, "127.0.0.1", resolve);
	});
	const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
	try {
		await send(host);
	} finally {
		server.closeAllConnections();
		server.close();
	}
	const [request] = requests;
	if (request === undefined) {
		throw new Error("the client sent nothing");
	}
	return { ...request, host };
}

const NOW = 1_795_219_200;

test.each([
	["a role's keys", KEYS.token],
	["plain keys", ""],
])("Tencent Cloud, %s: TC3-HMAC-SHA256 as the official SDK computes it", async (_name, token) => {
	const host = "vpc.tencentcloudapi.com";
	const ours = await sign({
		cloud: "tencentcloud",
		host,
		region: "ap-guangzhou",
		action: "ReplaceRoutes",
		params: {
			RouteTableId: "rtb-1",
			Routes: [
				{ RouteId: 1, GatewayId: "10.34.0.2", RouteDescription: "路由" },
			],
		},
		now: NOW + 0.75,
		keys: { ...KEYS, token },
	});
	expect(ours.headers["Authorization"]).toBe(
		Sign.sign3({
			url: `https://${host}/`,
			payload: Buffer.from(ours.body),
			timestamp: NOW,
			service: "vpc",
			secretId: KEYS.id,
			secretKey: KEYS.secret,
			headers: { "Content-Type": "application/json" },
		} as unknown as Parameters<typeof Sign.sign3>[0]),
	);
	expect({
		...ours.headers,
		Authorization: undefined,
	}).toEqual({
		"Content-Type": "application/json",
		"X-TC-Action": "ReplaceRoutes",
		"X-TC-Region": "ap-guangzhou",
		"X-TC-Timestamp": NOW,
		"X-TC-Version": "2017-03-12",
		...(token === "" ? {} : { "X-TC-Token": token }),
	});
});

test.each([
	["a role's keys", KEYS.token],
	["plain keys", ""],
])("Alibaba Cloud, %s: the request that the official SDK sends", async (_name, token) => {
	const params = {
		RouteTableId: "vtb-1",
		DestinationCidrBlock: "10.255.34.200/32",
		Note: "a b*c~d!e'f(g)+路由",
	};
	const sent = await receive({}, (host) =>
		new RPCClient({
			endpoint: `http://${host}`,
			apiVersion: "2016-04-28",
			accessKeyId: KEYS.id,
			accessKeySecret: KEYS.secret,
			...(token === "" ? {} : { securityToken: token }),
		}).request("ModifyRouteEntry", { RegionId: "cn-hangzhou", ...params }),
	);
	const query = new URL(sent.url, "http://x").searchParams;
	const ours = await sign({
		cloud: "alicloud",
		host: sent.host,
		region: "cn-hangzhou",
		action: "ModifyRouteEntry",
		params,
		now: Date.parse(query.get("Timestamp") ?? "") / 1000,
		keys: { ...KEYS, token },
		more: { nonce: query.get("SignatureNonce") },
	});
	expect(ours.method).toBe(sent.method);
	expect(
		Object.fromEntries(new URL(ours.path, "http://x").searchParams),
	).toEqual(Object.fromEntries(query));
});

test("Kingsoft Cloud: AWS4-HMAC-SHA256 as the package aws4 computes it", async () => {
	const host = "vpc.api.ksyun.com";
	const ours = await sign({
		cloud: "ksyun",
		host,
		region: "cn-beijing-6",
		action: "DescribeRoutes",
		params: {
			"Filter.1.Name": "destination-cidr-block",
			"Filter.1.Value.1": "10.34.0.200/32",
			NextToken: "a b+c=/路由",
		},
		now: NOW,
	});
	const theirs = aws4.sign(
		{
			service: "vpc",
			region: "cn-beijing-6",
			host,
			method: ours.method,
			path: ours.path,
			headers: { "X-Amz-Date": `${ours.headers["X-Amz-Date"]}` },
		},
		{ accessKeyId: KEYS.id, secretAccessKey: KEYS.secret },
	);
	expect(ours.headers["Authorization"]).toBe(theirs.headers["Authorization"]);
	expect(ours.headers["X-Amz-Date"]).toBe("20261121T000000Z");
	expect(new URL(ours.path, "http://x").searchParams.get("Action")).toBe(
		"DescribeRoutes",
	);
});
