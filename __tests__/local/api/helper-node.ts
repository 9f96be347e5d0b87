import { spawn } from "node:child_process";
import { once } from "node:events";
import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { CloudId } from "../../../design/clouds";
import { HELPER, python } from "../../userdata/nexthop/python";
import { CIDR, KEY, REGION, type TestCloud } from "./test-cloud";

/** What a node's metadata service tells: who the node is, and the keys of its role. */
function metadataOf(
	cloud: CloudId,
	double: TestCloud,
	instance: 1 | 2,
): Readonly<Record<string, string>> {
	const who = {
		"/latest/api/token": "metadata-token",
		"/latest/meta-data/local-ipv4": `10.34.0.${instance + 1}`,
		"/latest/meta-data/instance-id": `i-${instance}`,
	};
	if (cloud === "ksyun") {
		return who;
	}
	const { id, secret, token, expiresAt } = double.roleKey(instance);
	return {
		...who,
		"/latest/meta-data/cam/security-credentials/nexthop": JSON.stringify({
			TmpSecretId: id,
			TmpSecretKey: secret,
			Token: token,
			ExpiredTime: expiresAt / 1000,
		}),
		"/latest/meta-data/ram/security-credentials/nexthop": JSON.stringify({
			AccessKeyId: id,
			AccessKeySecret: secret,
			SecurityToken: token,
			Expiration: `${new Date(expiresAt).toISOString().slice(0, 19)}Z`,
		}),
	};
}

/** A node of the pair: the real helper program with its files in a directory of its own, in front of a double. */
export class HelperNode {
	/** Paths that the metadata service was asked for. */
	readonly asked: string[] = [];

	private constructor(
		private readonly directory: string,
		private readonly metadata: Server,
	) {}

	static async make(
		cloud: CloudId,
		double: TestCloud,
		instance: 1 | 2,
	): Promise<HelperNode> {
		const directory = await mkdtemp(join(tmpdir(), "halab-api-"));
		await cp(HELPER, join(directory, "lib"), { recursive: true });
		const metadata = createServer((request, response) => {
			node.asked.push(request.url ?? "");
			const answer = metadataOf(cloud, double, instance)[request.url ?? ""];
			response.statusCode = answer === undefined ? 404 : 200;
			response.end(answer ?? "");
		});
		const node = new HelperNode(directory, metadata);
		metadata.listen(0, "127.0.0.1");
		await once(metadata, "listening");
		const address = metadata.address();
		const port = typeof address === "object" ? address?.port : undefined;
		await node.write("node.json", {
			cloud,
			region: REGION,
			address: "127.0.0.1",
			endpoint: double.url,
			metadataEndpoint: `http://127.0.0.1:${port}`,
			route: {
				vpcId: "vpc-1",
				...(cloud === "ksyun" ? {} : { routeTableId: double.routeTableId }),
				...(cloud === "ksyun" ? {} : { roleName: "nexthop" }),
				destinations: [{ instance: "VI_1", cidr: CIDR }],
			},
		});
		await node.write("keys.json", {
			accessKeyId: KEY.id,
			secretAccessKey: KEY.secret,
		});
		return node;
	}

	/** What keepalived does: the master has the address, and the file says so. */
	async become(state: "MASTER" | "BACKUP"): Promise<void> {
		const address = join(this.directory, "address");
		await (state === "MASTER"
			? writeFile(address, "")
			: rm(address, { force: true }));
		await writeFile(join(this.directory, "VI_1.state"), state);
	}

	/** Runs the helper as the node does. */
	async run(
		...args: readonly string[]
	): Promise<{ readonly exitCode: number; readonly stderr: string }> {
		const child = spawn(
			python(),
			[
				"-IS",
				join(__dirname, "../../userdata/nexthop/run.py"),
				join(this.directory, "lib"),
				this.directory,
				...args,
			],
			{
				stdio: ["ignore", "ignore", "pipe"],
			},
		);
		let stderr = "";
		child.stderr.on("data", (text) => {
			stderr += text;
		});
		const [exitCode] = await once(child, "close");
		return { exitCode, stderr };
	}

	log(): Promise<string> {
		return readFile(join(this.directory, "keepalived.log"), "utf8");
	}

	async remove(): Promise<void> {
		this.metadata.closeAllConnections();
		this.metadata.close();
		await rm(this.directory, { recursive: true });
	}

	private write(name: string, content: object): Promise<void> {
		return writeFile(join(this.directory, name), JSON.stringify(content), {
			mode: 0o600,
		});
	}
}
