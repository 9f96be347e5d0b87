import { execFile } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import {
	cp,
	mkdir,
	mkdtemp,
	readFile,
	rm,
	symlink,
	writeFile,
} from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

/*
 * A fourth cloud, which there is not, in a copy of the sources: what stands in `nimbus/` is all that it takes beside one
 * row in each registry. Whatever else it needed would be a place where the house knows its clouds by name.
 */

const ROOT = join(__dirname, "../..");
const CLOUD = "nimbus";
const OWN_FILES = join(__dirname, CLOUD);

/** What a cloud of its own brings. Its constructs are a folder with the files that the other clouds' have. */
const FILES = [
	"constructs/lint/clouds/nimbus.ts",
	"constructs/nimbus/index.ts",
	"design/clouds/nimbus.ts",
	"local/clouds/nimbus/api/dialect.ts",
	"local/clouds/nimbus/index.ts",
	"local/clouds/nimbus/metadata/metadata.ts",
	"platforms/nimbus.ts",
	"userdata/files/nexthop/nimbus.py",
];

/** Where a cloud has a row: which, and in front of what. */
const REGISTRIES: Readonly<
	Record<string, { readonly row: string; readonly end: string }>
> = {
	"design/clouds/index.ts": { row: "\tnimbus,", end: "} satisfies" },
	"constructs/lint/clouds/index.ts": { row: "\tnimbus,", end: "};" },
	"local/clouds/dialects.ts": { row: "\tnimbus,", end: "};" },
	"platforms/registry.ts": { row: "\tnimbus: labBuilder(nimbus),", end: "};" },
};

/** What the sources do without; benchmarks use the tests. */
const LEFT_OUT = /^(node_modules|dist|docs|__tests__|bench|cdktf\.out.*|\..*)$/;
const FROM_TESTS = [
	"__tests__/local/api/memory-vpc.ts",
	"__tests__/clouds/use-cloud.ts",
	"__tests__/userdata/nexthop/run.py",
];

let tree: string;

beforeAll(async () => {
	tree = await mkdtemp(join(tmpdir(), "halab-clouds-"));
	const rooms = readdirSync(ROOT).filter((name) => !LEFT_OUT.test(name));
	for (const name of [...rooms, ...FROM_TESTS]) {
		await cp(join(ROOT, name), join(tree, name), { recursive: true });
	}
	for (const name of ["node_modules", ".gen"]) {
		await symlink(join(ROOT, name), join(tree, name));
	}
	await cp(OWN_FILES, tree, { recursive: true });
	await addRow("design/clouds/index.ts");
});

afterAll(() => rm(tree, { recursive: true, force: true }));

async function addRow(file: string): Promise<void> {
	const { row, end } = REGISTRIES[file] ?? { row: "", end: "" };
	const text = await readFile(join(tree, file), "utf8");
	const at = text.lastIndexOf(end);
	await writeFile(
		join(tree, file),
		`import { nimbus } from "./nimbus";\n${text.slice(0, at)}${row}\n${text.slice(at)}`,
	);
}

interface Outcome {
	readonly exitCode: number | undefined;
	readonly stdout: string;
	readonly stderr: string;
}

/** Runs a program of Node.js in the copy. */
const run = (...args: readonly string[]): Promise<Outcome> =>
	new Promise((resolve) => {
		const child = execFile(
			process.execPath,
			args,
			{ cwd: tree },
			(_error, stdout, stderr) =>
				resolve({ exitCode: child.exitCode ?? undefined, stdout, stderr }),
		);
	});

const compile = (): Promise<Outcome> =>
	run(
		join(ROOT, "node_modules/typescript/bin/tsc"),
		"-p",
		".",
		"--noEmit",
		"--incremental",
		"--tsBuildInfoFile",
		".tsbuildinfo",
	);

const filesBelow = (directory: string): readonly string[] =>
	readdirSync(directory, { recursive: true, withFileTypes: true })
		.filter((entry) => entry.isFile())
		.map(({ parentPath, name }) => relative(directory, join(parentPath, name)))
		.sort();

test("a cloud is these files", () => {
	expect(filesBelow(OWN_FILES)).toEqual(FILES);
});

test("each real cloud has the same files, with more where it says more", () => {
	for (const cloud of ["tencentcloud", "alicloud", "ksyun"]) {
		for (const file of FILES) {
			const text = readFileSync(join(ROOT, file.replace(CLOUD, cloud)), "utf8");
			expect(text, file).not.toBe("");
		}
	}
});

// In this order: the rows are added one by one.
describe.sequential("a cloud that the table of profiles knows", () => {
	test("does not compile until every other registry knows it, and nothing else misses it", async () => {
		const { stdout } = await compile();
		const places = [...stdout.matchAll(/^(\S+?)\(\d+,\d+\): error/gm)];
		expect([...new Set(places.map(([, file]) => file))].sort()).toEqual(
			Object.keys(REGISTRIES).slice(1),
		);
	});

	test("compiles with a row in each", async () => {
		for (const file of Object.keys(REGISTRIES).slice(1)) {
			await addRow(file);
		}
		expect(await compile()).toMatchObject({ exitCode: 0, stdout: "" });
	});

	test.each([
		["havip-nopreempt", "10.34.0.200/20"],
		["route-nexthop", "10.255.34.200/32"],
	])("has %s, which `halab check` plans and builds", async (lab, vip) => {
		const settings = join(tree, `${lab}.yaml`);
		await mkdir(dirname(settings), { recursive: true });
		await writeFile(
			settings,
			`lab: ${lab}\ncloud: nimbus\naccess: {adminCidrs: [198.51.100.7/32], publicKey: ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIDV3l8O96AQEYgaqaJDy82NamRWIsHKVdvnZlZA8qlJS}\n`,
		);
		const { exitCode, stdout, stderr } = await run(
			"bin/halab.js",
			"check",
			"--settings",
			settings,
		);
		expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
		expect(stdout).toContain(`${lab} on nimbus (sky-1x)`);
		expect(stdout).toContain(" of 20000 bytes");
		expect(stdout).toContain(vip);
	});

	test("is among the clouds that the command names", async () => {
		const labs = await run("bin/halab.js", "labs");
		expect(labs.stdout.match(/ksyun, nimbus;/g)).toHaveLength(2);
		await writeFile(join(tree, "halab.yaml"), "cloud: nimbos\n");
		const { exitCode, stderr } = await run("bin/halab.js", "check");
		expect(exitCode).toBe(2);
		expect(stderr).toMatch(/cloud: .*nimbus/);
	});

	test("plays on this machine: a node finds its keys and moves the route, and reports name the cloud", async () => {
		const { stdout, stderr } = await run(
			"--import",
			"tsx",
			"__tests__/clouds/use-cloud.ts",
			CLOUD,
		);
		expect(stderr).toBe("");
		expect(JSON.parse(stdout)).toEqual({
			vip: "10.255.34.200",
			zone: "sky-1x",
			userDataHasDriver: true,
			roles: [
				{
					name: "halab-nexthop",
					permissions: [
						{ actions: ["ListRoutes"], resources: ["*"] },
						{
							actions: ["MoveRoute"],
							resources: ["nimbus:sky-1:table/table:10ca1"],
						},
					],
				},
			],
			newId: "vpc:10ca1",
			key: "NIMB000000000000000000000000",
			before: "node-1",
			after: "node-2",
			calls: ["ListRoutes", "MoveRoute", "ListRoutes"],
			exitCode: 0,
			titles: ["Nimbus Cloud", "雨云"],
		});
	});
});
