import { spawn } from "node:child_process";
import { once } from "node:events";
import { cp, mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { CloudId } from "../../../design/clouds";
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
	/** Where the API is by TLS, when it has a certificate. */
	tlsPort = 0;

	private constructor(
		readonly cloud: CloudId,
		readonly directory: string,
		private readonly certificate?: string,
	) {}

	/** @param certificate file with the API's certificate and key */
	static async make(cloud: CloudId, certificate?: string): Promise<TestNode> {
		const directory = await mkdtemp(join(tmpdir(), "halab-nexthop-"));
		await cp(HELPER, join(directory, "lib"), { recursive: true });
		const node = new TestNode(cloud, directory, certificate);
		await node.startCloud();
		const url = `http://127.0.0.1:${node.port}`;
		await node.write("node.json", {
			cloud,
			region: "region-1",
			address: "127.0.0.1",
			endpoint: url,
			metadataEndpoint: url,
			route: {
				vpcId: "vpc-1",
				routeTableId: "rtb-1",
				...(cloud === "ksyun" ? {} : { roleName: "halab" }),
				destinations: [
					{ instance: "VI_1", cidr: CIDR, outrankedBy: ["127.0.0.1"] },
				],
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
			[
				...["-B", join(__dirname, "server.py"), this.cloud, `${this.port}`],
				...(this.certificate === undefined ? [] : [this.certificate]),
			],
			{ stdio: ["ignore", "pipe", "inherit"] },
		);
		const stdout = this.server.stdout;
		if (stdout === null) {
			throw new Error("no stdout");
		}
		const [line] = await once(stdout, "data");
		const [port, tlsPort] = `${line}`.split(" ").map(Number);
		this.port = port ?? 0;
		this.tlsPort = tlsPort ?? 0;
	}

	async stopCloud(): Promise<void> {
		if (this.server === undefined) {
			return;
		}
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

	/** What keepalived does: the master has the address, and the file says so. */
	async become(state: string): Promise<void> {
		await this.hasAddress(state === "MASTER");
		await this.says(state);
	}

	/** What the state file says, whatever is true. */
	says(state: string): Promise<void> {
		return writeFile(join(this.directory, "VI_1.state"), state);
	}

	hasAddress(there: boolean): Promise<void> {
		const file = join(this.directory, "address");
		return there ? writeFile(file, "") : rm(file, { force: true });
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

	/** What the helper is told besides its facts, e.g. which CAs to trust. */
	environment: Readonly<Record<string, string>> = {};

	/** Changes the facts that the helper reads. */
	async changeFacts(change: object): Promise<void> {
		const facts = JSON.parse(await this.read("node.json"));
		await this.write("node.json", { ...facts, ...change });
	}

	/** Runs the helper as a node does. */
	async run(
		...args: readonly string[]
	): Promise<{ exitCode: number; stdout: string; stderr: string }> {
		const { directory } = this;
		const child = spawn(
			python(),
			[
				...["-IS", join(__dirname, "run.py"), join(directory, "lib")],
				...[directory, ...args],
			],
			{ env: { ...process.env, ...this.environment } },
		);
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
				if (found?.[1] === undefined) {
					throw new Error(`not a log line: ${line}`);
				}
				return JSON.parse(found[1]) as LogLine;
			});
	}
}
