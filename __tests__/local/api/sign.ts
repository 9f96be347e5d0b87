import { createHash, createHmac, randomUUID } from "node:crypto";
import { createRequire } from "node:module";
import Sign from "tencentcloud-sdk-nodejs-common/tencentcloud/common/sign";
import type { CloudId } from "../../../design/clouds";
import { KEY, REGION } from "./test-cloud";

const aws4 = createRequire(__filename)("aws4") as {
	sign(
		request: Readonly<Record<string, unknown>>,
		keys: {
			readonly accessKeyId: string;
			readonly secretAccessKey: string;
			readonly sessionToken?: string;
		},
	): {
		readonly path: string;
		readonly headers: Readonly<Record<string, string | number>>;
	};
};

/** A request as a test sends it. */
export interface SignedRequest {
	readonly method: string;
	readonly path: string;
	readonly headers: Readonly<Record<string, string>>;
	readonly body: string;
}

/** How a request is signed, where a test wants it otherwise than usual. */
export interface Signing {
	readonly id?: string;
	readonly secret?: string;
	readonly token?: string;
	/** Milliseconds since 1970. @default now */
	readonly at?: number;
	/** The `host` that is signed. @default the one that is sent */
	readonly host?: string;
	readonly region?: string;
}

/** TC3-HMAC-SHA256, by the official SDK. */
export function signTencent(
	host: string,
	action: string,
	parameters: object,
	signing: Signing = {},
): SignedRequest {
	const body = JSON.stringify(parameters);
	const timestamp = Math.floor((signing.at ?? Date.now()) / 1000);
	const headers = { "Content-Type": "application/json" };
	return {
		method: "POST",
		path: "/",
		headers: {
			...headers,
			host,
			"X-TC-Action": action,
			"X-TC-Version": "2017-03-12",
			"X-TC-Region": signing.region ?? REGION,
			"X-TC-Timestamp": `${timestamp}`,
			...(signing.token === undefined ? {} : { "X-TC-Token": signing.token }),
			Authorization: Sign.sign3({
				url: `http://${signing.host ?? host}/`,
				payload: Buffer.from(body),
				timestamp,
				service: "vpc",
				secretId: signing.id ?? KEY.id,
				secretKey: signing.secret ?? KEY.secret,
				headers,
			} as unknown as Parameters<typeof Sign.sign3>[0]),
		},
		body,
	};
}

const quote = (text: string): string =>
	encodeURIComponent(text).replace(
		/[!'()*]/g,
		(character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
	);

const isoSeconds = (at: number): string =>
	`${new Date(at).toISOString().slice(0, 19)}Z`;

/** HMAC-SHA1 among the parameters. */
export function signAlibaba(
	host: string,
	action: string,
	parameters: Readonly<Record<string, string>>,
	signing: Signing & { readonly method?: "GET" | "POST" } = {},
): SignedRequest {
	const method = signing.method ?? "GET";
	const signed: Readonly<Record<string, string>> = {
		RegionId: signing.region ?? REGION,
		Action: action,
		Format: "JSON",
		Version: "2016-04-28",
		AccessKeyId: signing.id ?? KEY.id,
		SignatureMethod: "HMAC-SHA1",
		SignatureVersion: "1.0",
		SignatureNonce: randomUUID(),
		Timestamp: isoSeconds(signing.at ?? Date.now()),
		...(signing.token === undefined ? {} : { SecurityToken: signing.token }),
		...parameters,
	};
	const text = Object.entries(signed)
		.map(([name, value]) => `${quote(name)}=${quote(value)}`)
		.sort()
		.join("&");
	const signature = createHmac("sha1", `${signing.secret ?? KEY.secret}&`)
		.update(`${method}&%2F&${quote(text)}`)
		.digest("base64");
	const query = `${text}&Signature=${quote(signature)}`;
	return method === "GET"
		? { method, path: `/?${query}`, headers: { host }, body: "" }
		: {
				method,
				path: "/",
				headers: { host, "Content-Type": "application/x-www-form-urlencoded" },
				body: query,
			};
}

/** ACS3-HMAC-SHA256 in the headers. */
export function signAlibabaHeaders(
	host: string,
	action: string,
	parameters: Readonly<Record<string, string>>,
	signing: Signing = {},
): SignedRequest {
	const hash = (text: string) =>
		createHash("sha256").update(text).digest("hex");
	const query = Object.entries({
		RegionId: signing.region ?? REGION,
		...parameters,
	})
		.map(([name, value]) => `${quote(name)}=${quote(value)}`)
		.sort()
		.join("&");
	const headers: Readonly<Record<string, string>> = {
		host: signing.host ?? host,
		"x-acs-action": action,
		"x-acs-content-sha256": hash(""),
		"x-acs-date": isoSeconds(signing.at ?? Date.now()),
		...(signing.token === undefined
			? {}
			: { "x-acs-security-token": signing.token }),
		"x-acs-signature-nonce": randomUUID(),
		"x-acs-version": "2016-04-28",
	};
	const names = Object.keys(headers).sort();
	const canonical = [
		"POST",
		"/",
		query,
		names.map((name) => `${name}:${headers[name]}\n`).join(""),
		names.join(";"),
		hash(""),
	].join("\n");
	const signature = createHmac("sha256", signing.secret ?? KEY.secret)
		.update(`ACS3-HMAC-SHA256\n${hash(canonical)}`)
		.digest("hex");
	return {
		method: "POST",
		path: `/?${query}`,
		headers: {
			...headers,
			host,
			Authorization: `ACS3-HMAC-SHA256 Credential=${signing.id ?? KEY.id},SignedHeaders=${names.join(";")},Signature=${signature}`,
		},
		body: "",
	};
}

/** AWS4-HMAC-SHA256, by the package aws4. */
export function signKingsoft(
	host: string,
	action: string,
	parameters: Readonly<Record<string, string>>,
	signing: Signing & { readonly method?: "GET" | "POST" } = {},
): SignedRequest {
	const method = signing.method ?? "GET";
	const text = Object.entries({
		Action: action,
		Version: "2016-03-04",
		...parameters,
	})
		.map(([name, value]) => `${quote(name)}=${quote(value)}`)
		.join("&");
	const body = method === "GET" ? "" : text;
	const { path, headers } = aws4.sign(
		{
			service: "vpc",
			region: signing.region ?? REGION,
			method,
			host: signing.host ?? host,
			path: method === "GET" ? `/?${text}` : "/",
			headers: {
				Accept: "application/json",
				"X-Amz-Date": isoSeconds(signing.at ?? Date.now()).replace(/[-:]/g, ""),
				...(method === "GET"
					? {}
					: { "Content-Type": "application/x-www-form-urlencoded" }),
			},
			body,
		},
		{
			accessKeyId: signing.id ?? KEY.id,
			secretAccessKey: signing.secret ?? KEY.secret,
			...(signing.token === undefined ? {} : { sessionToken: signing.token }),
		},
	);
	return {
		method,
		path,
		headers: {
			...Object.fromEntries(
				Object.entries(headers).map(([name, value]) => [name, `${value}`]),
			),
			host,
		},
		body,
	};
}

/** What each cloud is asked most often: the routes to an address. */
export function describeRoutes(
	cloud: CloudId,
	host: string,
	routeTableId: string,
): SignedRequest {
	switch (cloud) {
		case "tencentcloud":
			return signTencent(host, "DescribeRouteTables", {
				RouteTableIds: [routeTableId],
			});
		case "alicloud":
			return signAlibaba(host, "DescribeRouteEntryList", {
				RouteTableId: routeTableId,
			});
		case "ksyun":
			return signKingsoft(host, "DescribeRoutes", {
				"Filter.1.Name": "vpc-id",
				"Filter.1.Value.1": "vpc-1",
			});
	}
}
