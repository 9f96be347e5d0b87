import { spawn } from "node:child_process";
import { once } from "node:events";
import { cp, mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { CloudId } from "../../../design/capabilities";
import { HELPER, python } from "./python";

export const CIDR = "10.255.34.200/32";

/** What the nexthop of this node and of another one are on each cloud. */
export const HOPS: Readonly<Record<CloudId, readonly [string, string]>> = {
	tencentcloud: ["10.34.0.2", "10.34.0.3"],
	alicloud: ["i-1", "i-2"],
	ksyun: ["i-1", "i-2"],
};

/** One line that the helper wrote. */
export interface LogLine {
	readonly verb: string;
	readonly result: string;
	readonly error?: string;
	readonly ms?: Readonly<Record<string, number>>;
}

/** What the cloud's stand-in saw, and its routes. */
export interface CloudLog {
	readonly seen: readonly string[];
	readonly connections: number;
	readonly routes: readonly { readonly cidr: string; readonly hop: string }[];
}

/** One node's directory, and a stand-in for its cloud on 127.0.0.1. */
export class TestNode {
	private server: ReturnType<typeof spawn> | undefined;
	private port = 0;

	private constructor(
		readonly cloud: CloudId,
		readonly directory: string,
	) {}

	static async make(cloud: CloudId): Promise<TestNode> {
		const directory = await mkdtemp(join(tmpdir(), "halab-nexthop-"));
		await cp(HELPER, join(directory, "lib"), { recursive: true });
		const node = new TestNode(cloud, directory);
		await node.startCloud();
		const url = `http://127.0.0.1:${node.port}`;
		await node.write("node.json", {
			cloud,
			region: "region-1",
			endpoint: url,
			metadataEndpoint: url,
			route: {
				vpcId: "vpc-1",
				routeTableId: "rtb-1",
				...(cloud === "ksyun" ? {} : { roleName: "halab" }),
				destinations: [{ instance: "VI_1", cidr: CIDR }],
			},
		});
		await node.write("keys.json", {
			accessKeyId: "id",
			secretAccessKey: "SECRET",
		});
		return node;
	}

	/** Starts the cloud; on the same port again after {@link stopCloud}. */
	async startCloud(): Promise<void> {
		this.server = spawn(
			python(),
			["-B", join(__dirname, "server.py"), this.cloud, `${this.port}`],
			{ stdio: ["ignore", "pipe", "inherit"] },
		);
		const stdout = this.server.stdout;
		if (stdout === null) throw new Error("no stdout");
		const [line] = await once(stdout, "data");
		this.port = Number(`${line}`);
	}

	async stopCloud(): Promise<void> {
		if (this.server === undefined) return;
		const ended = once(this.server, "close");
		this.server.kill();
		await ended;
		this.server = undefined;
	}

	async remove(): Promise<void> {
		await this.stopCloud();
		await rm(this.directory, { recursive: true });
	}

	async set(options: object): Promise<void> {
		await fetch(`http://127.0.0.1:${this.port}/_set`, {
			method: "POST",
			body: JSON.stringify(options),
		});
	}

	async cloudLog(): Promise<CloudLog> {
		const answer = await fetch(`http://127.0.0.1:${this.port}/_log`);
		return (await answer.json()) as CloudLog;
	}

	/** Where the route leads, as the cloud knows. */
	async hops(): Promise<readonly string[]> {
		return (await this.cloudLog()).routes.map((route) => route.hop);
	}

	become(state: string): Promise<void> {
		return writeFile(join(this.directory, "VI_1.state"), state);
	}

	/** @param permissions octal mode */
	write(name: string, content: object, permissions = 0o600): Promise<void> {
		return writeFile(join(this.directory, name), JSON.stringify(content), {
			mode: permissions,
		});
	}

	read(name: string): Promise<string> {
		return readFile(join(this.directory, name), "utf8");
	}

	async modeOf(name: string): Promise<number> {
		return (await stat(join(this.directory, name))).mode & 0o777;
	}

	/** Runs the helper as a node does. */
	async run(
		...args: readonly string[]
	): Promise<{ exitCode: number; stdout: string; stderr: string }> {
		const { directory } = this;
		const child = spawn(python(), [
			"-IS",
			join(__dirname, "run.py"),
			join(directory, "lib"),
			directory,
			...args,
		]);
		const output = { stdout: "", stderr: "" };
		child.stdout.on("data", (text) => {
			output.stdout += text;
		});
		child.stderr.on("data", (text) => {
			output.stderr += text;
		});
		const [exitCode] = await once(child, "close");
		return { exitCode, ...output };
	}

	/** The helper's own lines of the log. */
	async log(): Promise<readonly LogLine[]> {
		const text = await this.read("keepalived.log").catch(() => "");
		return text
			.split("\n")
			.filter(Boolean)
			.map((line) => {
				const found =
					/^\[\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\] {2}nexthop (\{.*\})$/.exec(line);
				if (found?.[1] === undefined)
					throw new Error(`not a log line: ${line}`);
				return JSON.parse(found[1]) as LogLine;
			});
	}
}
