import { execFile, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { labApp } from "../main";
import { planLab } from "../plan/plan-lab";
import { type LabSettings, settingsSchema } from "../plan/settings";

const REPOSITORY = resolve(__dirname, "..");
const STACK = "havip-nopreempt-tencentcloud";
const ACCESS = {
	adminCidrs: ["198.51.100.7/32"],
	publicKey: `ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABAQ${"C7".repeat(171)}`,
};

let directory: string;

beforeEach(() => {
	directory = mkdtempSync(join(tmpdir(), "halab-main-"));
});

afterEach(() => {
	rmSync(directory, { recursive: true, force: true });
});

const settings = (given: object = {}): LabSettings =>
	settingsSchema.parse({ access: ACCESS, ...given });

interface Stack {
	readonly terraform: Readonly<Record<string, unknown>>;
	readonly locals: Readonly<Record<string, string>>;
	readonly output: Readonly<Record<string, { readonly value: unknown }>>;
	readonly resource: Readonly<
		Record<string, Readonly<Record<string, Readonly<Record<string, unknown>>>>>
	>;
}

function synthesize(given: object = {}, name = STACK): Stack {
	labApp(planLab(settings(given)), directory).synth();
	const path = join(directory, "stacks", name, "cdk.tf.json");
	const stack: Stack = JSON.parse(readFileSync(path, "utf8"));
	return stack;
}

const resources = (stack: Stack, type: string) =>
	Object.values(stack.resource[`tencentcloud_${type}`] ?? {});

describe("the stack of havip-nopreempt on tencentcloud", () => {
	it("matches the snapshot", () => {
		const { resource, output, terraform } = synthesize();
		const { backend: _, ...required } = terraform;
		expect({ resource, output, terraform: required }).toMatchSnapshot();
	});

	it("delivers the plan's user data byte for byte", () => {
		const { pair } = planLab(settings());
		const delivered = Object.values(synthesize().locals)
			.filter((text) => text.startsWith("#cloud-config"))
			.map((text) => text.replace(/([$%])\1\{/g, "$1{"));
		expect(delivered).toEqual(pair.nodes.map((node) => node.userData));
	});

	it("requires exactly the pinned provider", () => {
		expect(synthesize().terraform).toMatchObject({
			required_providers: {
				tencentcloud: {
					source: "tencentcloudstack/tencentcloud",
					version: "1.83.25",
				},
			},
		});
	});

	it("puts out addresses and ssh commands, and no secret", () => {
		const { output } = synthesize();
		expect(output).toEqual({
			vips: expect.objectContaining({ value: ["10.34.0.200"] }),
			eips: expect.objectContaining({
				value: {
					"10.34.0.200": expect.stringMatching(/^\$\{tencentcloud_eip\.Vip_/),
				},
			}),
			bastion: expect.objectContaining({
				value: expect.stringMatching(/^\$\{tencentcloud_eip\.Bastion_/),
			}),
			nodes: expect.objectContaining({
				value: { "node-1": "10.34.0.2", "node-2": "10.34.0.3" },
			}),
			sshUsers: expect.objectContaining({
				value: { bastion: "root", nodes: "root" },
			}),
			ssh: expect.objectContaining({
				value: {
					"node-1": expect.stringMatching(
						/^ssh -J root@\$\{tencentcloud_eip\.Bastion_.*\.public_ip\} root@10\.34\.0\.2$/,
					),
					"node-2": expect.stringMatching(/ root@10\.34\.0\.3$/),
				},
			}),
		});
	});

	it("uses the machine of the settings", () => {
		const machine = { instanceType: "S5.MEDIUM4", imageId: "img-487zeit5" };
		for (const block of resources(synthesize({ machine }), "instance")) {
			expect(block).toMatchObject({
				instance_type: "S5.MEDIUM4",
				image_id: "img-487zeit5",
			});
		}
	});

	it("lets nobody in from anywhere", () => {
		const sets = resources(synthesize(), "security_group_rule_set");
		expect(sets).toHaveLength(2);
		for (const { ingress } of sets) {
			expect(JSON.stringify(ingress)).not.toContain("0.0.0.0/0");
		}
	});

	it("tags what takes tags", () => {
		for (const block of resources(
			synthesize({ name: "class-7" }),
			"instance",
		)) {
			expect(block).toMatchObject({
				tags: { "halab:lab": "havip-nopreempt", "halab:name": "class-7" },
			});
		}
	});

	it("restricts Kingsoft Cloud's key to the lab's VPC, unless it is to be good for every VPC", () => {
		const policyWith = (access: object): string =>
			JSON.stringify(
				synthesize(
					{
						lab: "route-nexthop",
						cloud: "ksyun",
						access: { ...ACCESS, ...access },
						machine: { imageId: "00000000-0000-4000-8000-000000000000" },
					},
					"route-nexthop-ksyun",
				).resource["ksyun_iam_policy"],
			);
		expect(policyWith({ accountId: 2000100000 })).toContain(":2000100000:vpc/");
		expect(policyWith({ everyVpc: true })).not.toContain(":vpc/");
		expect(() => policyWith({})).toThrow(
			/^access\.accountId: is missing; .*set access\.everyVpc: true/,
		);
	});

	it("asks for the image where no id is known to stay", () => {
		const plan = planLab(settings({ lab: "route-nexthop", cloud: "ksyun" }));
		expect(() => labApp(plan, directory)).toThrow(
			/^machine\.imageId: is missing; Kingsoft Cloud has no image id/,
		);
	});
});

describe("a lab that nobody could log in to", () => {
	const NOBODYS = { ...ACCESS, adminCidrs: ["203.0.113.7/32"] };
	const variables = (access: object): unknown =>
		Reflect.get(synthesize({ access }), "variable");

	it("can be looked at, but no plan of it succeeds", () => {
		const refused = variables(NOBODYS);
		expect(refused).toEqual({
			allow_placeholders: {
				default: false,
				description: "Deploys although nobody could log in",
				type: "bool",
				validation: [
					{
						condition: expect.stringContaining("var.allow_placeholders"),
						error_message: expect.stringMatching(
							/^access\.adminCidrs: with these placeholders nobody could log in .*\.$/,
						),
					},
				],
			},
		});
		writeFileSync(
			join(directory, "main.tf.json"),
			JSON.stringify({ variable: refused }),
		);
		const terraform = (...words: string[]) =>
			spawnSync("terraform", [...words, "-no-color", "-input=false"], {
				cwd: directory,
				encoding: "utf8",
			});
		// Where there is no terraform, there is no plan that could succeed.
		const { error, status, stderr } = terraform("plan");
		expect(error !== undefined || status === 1).toBe(true);
		expect(error === undefined ? stderr : "nobody could log in").toContain(
			"nobody could log in",
		);
	});

	it("can be deployed when that is meant, or when somebody can", () => {
		expect(variables({ ...NOBODYS, allowPlaceholders: true })).toBe(undefined);
		expect(variables({ ...ACCESS, adminCidrs: ["8.8.4.4/32"] })).toBe(
			undefined,
		);
	});
});

describe("an ssh port that access.allowAnywhere opens to everybody", () => {
	it("does not stop the synthesis", () => {
		const access = {
			...ACCESS,
			adminCidrs: ["0.0.0.0/0"],
			allowAnywhere: true,
		};
		expect(JSON.stringify(synthesize({ access }).resource)).toContain(
			"0.0.0.0/0",
		);
	});
});

describe("main.ts", () => {
	const run = (yaml: string): Promise<{ code: number; stderr: string }> => {
		const file = join(directory, "halab.yaml");
		writeFileSync(file, yaml);
		return new Promise((done) => {
			execFile(
				process.execPath,
				["--import", "tsx", "main.ts"],
				{
					cwd: REPOSITORY,
					env: {
						...process.env,
						HALAB_SETTINGS: file,
						CDKTF_OUTDIR: join(directory, "out"),
					},
				},
				(error, _, stderr) => {
					done({ code: error === null ? 0 : Number(error.code), stderr });
				},
			);
		});
	};

	it("synthesizes the lab of the settings", async () => {
		expect(await run(`access: ${JSON.stringify(ACCESS)}`)).toEqual({
			code: 0,
			stderr: "",
		});
		expect(
			readFileSync(
				join(directory, "out", "stacks", STACK, "cdk.tf.json"),
				"utf8",
			),
		).toContain("tencentcloud_ha_vip");
	});

	it("says in one message what is wrong with the settings", async () => {
		const { code, stderr } = await run("zones: [a]");
		expect(code).toBe(2);
		expect(stderr).toMatch(/halab\.yaml:1:1: zones: is not a known key/);
		expect(stderr).not.toMatch(/^\s+at /m);
	});

	it("says in one message what the cloud's own construct does not take", async () => {
		const { code, stderr } = await run(
			`access: ${JSON.stringify(ACCESS)}\nmachine: {imageId: debian}`,
		);
		expect(code).toBe(2);
		expect(stderr).toBe(
			`${join(directory, "halab.yaml")}:2:11: machine.imageId: "debian" is not an image id; it looks like img-o6psa5bt\n`,
		);
	});

	it("says in one message what the cloud does not take", async () => {
		const { code, stderr } = await run(
			`access: ${JSON.stringify(ACCESS)}\nzone: ap-beijing-3`,
		);
		expect(code).toBe(2);
		expect(stderr).toMatch(
			/halab\.yaml:2:1: zone: "ap-beijing-3" is not in the region "ap-guangzhou"; a zone is the region's name and a number, e\.g\. ap-guangzhou-3; set region as well\n$/,
		);
	});
});
