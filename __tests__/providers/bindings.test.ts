import { execFile } from "node:child_process";
import {
	chmodSync,
	cpSync,
	mkdtempSync,
	readdirSync,
	readFileSync,
	rmSync,
	statSync,
	symlinkSync,
	writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const REPOSITORY = resolve(__dirname, "../..");
const MAX_BINDINGS_BYTES = 3 * 1024 * 1024;

interface Outcome {
	readonly code: number;
	readonly stdout: string;
	readonly stderr: string;
}

const run = promisify(execFile);

let root: string;

/** Runs a script of a copy of the repository that has nothing but scripts, providers and node_modules. */
async function script(
	name: string,
	args: readonly string[] = [],
	env: NodeJS.ProcessEnv = {},
): Promise<Outcome> {
	try {
		const path = join(root, "scripts", name);
		const { stdout, stderr } = await run(process.execPath, [path, ...args], {
			env: { ...process.env, ...env },
		});
		return { code: 0, stdout, stderr };
	} catch (error) {
		if (error instanceof Error && "code" in error && "stderr" in error) {
			return {
				code: Number(error.code),
				stdout: "",
				stderr: String(error.stderr),
			};
		}
		throw error;
	}
}

const bindings = (path = ""): string => join(root, ".gen/providers", path);

const bindingFiles = (): string[] =>
	readdirSync(bindings(), { recursive: true, encoding: "utf8" })
		.filter((name) => statSync(bindings(name)).isFile())
		.sort();

const contents = (): Map<string, string> =>
	new Map(
		bindingFiles().map((name) => [name, readFileSync(bindings(name), "utf8")]),
	);

/** Makes an executable that stands for terraform. */
function fakeTerraform(body: string): string {
	const path = join(root, "terraform");
	writeFileSync(path, `#!/bin/sh\n${body}\n`);
	chmodSync(path, 0o755);
	return path;
}

const excerptFile = (): string =>
	join(root, "providers/tencentcloud.schema.json");

beforeAll(async () => {
	root = mkdtempSync(join(tmpdir(), "halab-bindings-"));
	for (const name of ["get.mjs", "schemas.mjs", "schemas-update.mjs"]) {
		cpSync(join(REPOSITORY, "scripts", name), join(root, "scripts", name));
	}
	cpSync(join(REPOSITORY, "providers"), join(root, "providers"), {
		recursive: true,
	});
	symlinkSync(
		join(REPOSITORY, "node_modules"),
		join(root, "node_modules"),
		"dir",
	);
	await script("get.mjs");
});

afterAll(() => {
	rmSync(root, { recursive: true, force: true });
});

describe("npm run get", () => {
	it("makes bindings of three providers in at most 3 MB", () => {
		const sizes = bindingFiles().map((name) => statSync(bindings(name)).size);
		expect(readdirSync(bindings())).toEqual(
			expect.arrayContaining(["alicloud", "ksyun", "tencentcloud"]),
		);
		expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThanOrEqual(
			MAX_BINDINGS_BYTES,
		);
	});

	it("says nothing but what it did, wherever terraform's configuration is", async () => {
		const { code, stdout, stderr } = await script("get.mjs", [], {
			TF_CLI_CONFIG_FILE: "/nowhere/terraformrc",
		});
		expect({ code, stdout }).toEqual({ code: 0, stdout: "" });
		expect(stderr).toMatch(
			/^\.gen\/providers: bindings generated in \d+ ms\n$/,
		);
	});

	it("makes the same bindings again", async () => {
		const before = contents();
		await script("get.mjs");
		expect(contents()).toEqual(before);
	});

	it.each([
		["tencentcloud", "tencentcloudstack/tencentcloud", "1.83.25"],
		["alicloud", "aliyun/alicloud", "1.289.0"],
		["ksyun", "kingsoftcloud/ksyun", "1.25.7"],
	])("pins %s to exactly one version", (name, source, version) => {
		const provider = readFileSync(
			bindings(join(name, "provider/index.ts")),
			"utf8",
		);
		expect(provider).toContain(`providerVersion: '${version}'`);
		expect(provider).toContain(`terraformProviderSource: '${source}'`);
	});

	it("leaves the old bindings whole when a run fails", async () => {
		const before = contents();
		const excerpt = readFileSync(excerptFile(), "utf8");
		writeFileSync(excerptFile(), excerpt.slice(0, 1000));
		const { code, stderr } = await script("get.mjs");
		writeFileSync(excerptFile(), excerpt);
		expect(code).toBe(1);
		expect(stderr).toContain("tencentcloud.schema.json is not JSON");
		expect(contents()).toEqual(before);
		expect(readdirSync(join(root, ".gen"))).toEqual(["providers"]);
	});
});

describe("get --if-stale", () => {
	it("does nothing when the bindings match the excerpts", async () => {
		const made = statSync(bindings()).ino;
		expect(await script("get.mjs", ["--if-stale"])).toEqual({
			code: 0,
			stdout: "",
			stderr: "",
		});
		expect(statSync(bindings()).ino).toBe(made);
	});

	it("generates when the bindings are missing", async () => {
		rmSync(bindings(), { recursive: true });
		await script("get.mjs", ["--if-stale"]);
		expect(bindingFiles()).toContain("tencentcloud/vpc/index.ts");
	});

	it("generates when an excerpt has changed", async () => {
		const excerpt = readFileSync(excerptFile(), "utf8");
		writeFileSync(
			excerptFile(),
			excerpt.replace('"enable_route_vpc_publish"', '"enable_something_new"'),
		);
		await script("get.mjs", ["--if-stale"]);
		writeFileSync(excerptFile(), excerpt);
		expect(
			readFileSync(bindings("tencentcloud/vpc/index.ts"), "utf8"),
		).toContain("enableSomethingNew");
	});

	it("leaves one whole set of bindings when several run at once", async () => {
		rmSync(bindings(), { recursive: true });
		await Promise.all([1, 2, 3].map(() => script("get.mjs", ["--if-stale"])));
		expect(await script("get.mjs", ["--if-stale"])).toMatchObject({
			stderr: "",
		});
		expect(readdirSync(join(root, ".gen"))).toEqual(["providers"]);
	});
});

describe("npm run schemas:update", () => {
	it("says that the registry is out of reach and changes nothing", async () => {
		const excerpt = readFileSync(excerptFile(), "utf8");
		const outcome = await script("schemas-update.mjs", [], {
			TERRAFORM_BINARY_NAME: fakeTerraform(
				'printf "╷\\n│ Error: Failed to query available provider packages\\n╵\\n" >&2; exit 1',
			),
		});
		expect(outcome.code).toBe(1);
		expect(outcome.stderr).toMatch(
			/^schemas:update: terraform could not get the providers \(tencentcloudstack\/tencentcloud 1\.83\.25, .*within reach\?.*\nError: Failed to query available provider packages\n$/,
		);
		expect(readFileSync(excerptFile(), "utf8")).toBe(excerpt);
	});

	it("says that terraform is not installed", async () => {
		const outcome = await script("schemas-update.mjs", [], {
			TERRAFORM_BINARY_NAME: "no-such-terraform",
		});
		expect(outcome).toMatchObject({
			code: 1,
			stderr: expect.stringContaining("no-such-terraform is not installed"),
		});
	});

	it("reduces the complete schemas to the types of the excerpts, without descriptions", async () => {
		const names = ["tencentcloud", "alicloud", "ksyun"];
		const complete = { format_version: "1.0", provider_schemas: {} };
		for (const name of names) {
			const path = join(root, `providers/${name}.schema.json`);
			Object.assign(
				complete.provider_schemas,
				JSON.parse(readFileSync(path, "utf8")).provider_schemas,
			);
		}
		const vpc = '"tencentcloud_vpc":{"block":{';
		const text = JSON.stringify(complete)
			.replace(vpc, `${vpc}"description":"A VPC.","description_kind":"plain",`)
			.replace(vpc, `"tencentcloud_unused":{"version":0},${vpc}`);
		expect(text).toContain("A VPC.");
		writeFileSync(join(root, "complete.json"), text);
		const before = readFileSync(excerptFile(), "utf8");
		const outcome = await script("schemas-update.mjs", [], {
			TERRAFORM_BINARY_NAME: fakeTerraform(
				`[ "$1" = init ] || cat ${join(root, "complete.json")}`,
			),
		});
		expect(outcome).toMatchObject({ code: 0, stderr: "" });
		expect(readFileSync(excerptFile(), "utf8").trim()).toBe(before.trim());
	});
});
