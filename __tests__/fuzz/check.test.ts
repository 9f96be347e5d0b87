import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, expect, test } from "vitest";
import { stringify } from "yaml";
import { CLOUD_IDS, type CloudId } from "../../design/clouds";
import { DesignError } from "../../design/errors";
import { TIMING_NAMES } from "../../design/timing";
import { LAB_IDS } from "../../labs/catalogue";
import { labApp } from "../../main";
import { parseSettings } from "../../plan/parse-settings";
import { planLab } from "../../plan/plan-lab";
import type { LabSettings } from "../../plan/settings";
import { SettingsError } from "../../plan/settings-error";
import { checkLab } from "../../platforms/lab-app";
import { inputs } from "./runs";

const directory = mkdtempSync(join(tmpdir(), "halab-test-check-"));
afterAll(() => rmSync(directory, { recursive: true }));

/** Each synthesis takes a moment, so that some thousand are enough for `npm run fuzz`. */
const MOST_INPUTS = 3000;
const TIMEOUT_MS = 3_600_000;

const RSA = `ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABAQ${"C7".repeat(171)}`;
const ED25519 =
	"ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIDV3l8O96AQEYgaqaJDy82NamRWIsHKVdvnZlZA8qlJS";

/** Mostly what is right, now and then what is not. */
const mostly = <T>(right: readonly T[], wrong: readonly unknown[]) =>
	fc.oneof(
		{ weight: 50, arbitrary: fc.constantFrom<unknown>(...right) },
		{ weight: 1, arbitrary: fc.constantFrom<unknown>(...wrong) },
	);

const network = fc.record(
	{
		vpcCidr: mostly(
			["10.34.0.0/16", "10.32.0.0/12"],
			["8.8.0.0/16", "10.0.0.0/8", "127.0.0.0/16", "192.168.0.0/16", 5],
		),
		publicSubnetCidr: mostly(
			["10.34.51.0/24", "10.34.64.0/28", "10.34.32.0/19"],
			["10.34.0.0/24", "10.35.0.0/29", "10.34.1.1/24"],
		),
		privateSubnetCidr: mostly(
			["10.34.0.0/20", "10.34.0.0/28", "10.34.0.0/24"],
			["10.34.0.0/15", "10.34.0.0/29", "x"],
		),
		vip: mostly(
			["10.34.0.9", "10.255.34.200"],
			[
				"10.34.0.13",
				"10.34.0.2",
				"10.34.0.1",
				"8.8.8.8",
				"224.0.0.18",
				"255.255.255.255",
				"10.34.51.2",
			],
		),
		nodeAddresses: mostly(
			[
				["10.34.0.2", "10.34.0.3"],
				["10.34.0.7", "10.34.0.6"],
			],
			[
				["10.34.0.2"],
				["10.34.0.14", "10.34.0.13"],
				["10.34.0.1", "10.34.0.5"],
				"10.34.0.2",
				[],
			],
		),
	},
	{ requiredKeys: [] },
);

/** What goes together, with a region beside that of the zone. */
const PLACES = {
	tencentcloud: {
		regions: ["ap-guangzhou", "ap-guangzhou", "ap-beijing"],
		zone: "ap-guangzhou-6",
		type: "SA5.MEDIUM2",
		image: "img-487zeit5",
	},
	alicloud: {
		regions: ["cn-hangzhou", "cn-hangzhou", "ap-southeast-1"],
		zone: "cn-hangzhou-j",
		type: "ecs.e-c1m1.large",
		image: "m-bp1g7004ksh0oeuc",
	},
	ksyun: {
		regions: ["cn-beijing-6", "cn-beijing-6", "cn-shanghai-2"],
		zone: "cn-beijing-6a",
		type: "S6.2A",
		image: "IMG-5465174a-6d71-4770-b8e1-917a0dd92466",
	},
} as const;

const settingsIn = (cloud: CloudId) =>
	fc.record(
		{
			lab: mostly(LAB_IDS, ["lvs"]),
			cloud: mostly([cloud], ["aws"]),
			region: mostly(PLACES[cloud].regions, ["ap-nowhere", "", 7]),
			zone: mostly([PLACES[cloud].zone], ["ap-guangzhou", "x"]),
			name: mostly(["halab", "class-7", "a"], ["7", "a-", "Ä", "x".repeat(21)]),
			timing: mostly(TIMING_NAMES, ["quick"]),
			vipMode: mostly(["havip", "route"], ["anycast"]),
			virtualRouterId: mostly([51, 1, 254], [255, 256, 0, 1.5]),
			network,
			service: fc.record(
				{
					port: mostly([80, 8080, 443], [22, 0, 61112]),
					clientCidrs: mostly(
						[["10.34.0.0/16"], ["8.0.0.0/8"]],
						[["0.0.0.0/1", "128.0.0.0/1"], [], ["0.0.0.0/0"]],
					),
				},
				{ requiredKeys: [] },
			),
			access: fc.record(
				{
					adminCidrs: mostly(
						[["8.8.4.4/32"], ["203.0.113.7/32"], ["192.168.1.0/24"]],
						[["0.0.0.0/0"], ["0.0.0.0/1", "128.0.0.0/1"], []],
					),
					allowAnywhere: fc.constantFrom(true, false, false, false),
					allowPlaceholders: fc.boolean(),
					publicKey: mostly(
						[RSA, ED25519, `${RSA} halab-placeholder`],
						[RSA.slice(0, 90), "x"],
					),
					accountId: mostly([2000100000, "2000100000"], ["ada", 5]),
				},
				{ requiredKeys: ["adminCidrs", "publicKey"] },
			),
			machine: fc.record(
				{
					instanceType: mostly([PLACES[cloud].type], ["large", ""]),
					imageId: mostly([PLACES[cloud].image], ["debian"]),
				},
				{ requiredKeys: [] },
			),
		},
		{ requiredKeys: ["access"] },
	);

const settings = fc.constantFrom(...CLOUD_IDS).chain(settingsIn);

/** What a user is told: that it goes, with which warnings, or that it does not. */
interface Outcome {
	readonly accepted: boolean;
	readonly warnings: readonly string[];
}

function outcomeOf(work: () => readonly string[]): Outcome {
	try {
		return { accepted: true, warnings: work() };
	} catch (error) {
		const isForPeople =
			error instanceof SettingsError ||
			error instanceof DesignError ||
			(error instanceof Error &&
				error.message.startsWith("Encountered Annotations"));
		if (!isForPeople) {
			throw error;
		}
		return { accepted: false, warnings: [] };
	}
}

const parse = (text: string, home: "cloud" | "local"): LabSettings =>
	parseSettings(text, "halab.yaml", { home, readPublicKeyFile: () => "" });

function checked(text: string): readonly string[] {
	const { errors, warnings } = checkLab(parse(text, "cloud"));
	if (errors.length > 0) {
		throw new DesignError("settings", errors.join("\n"));
	}
	return warnings;
}

interface Manifest {
	readonly stacks: Readonly<
		Record<
			string,
			{
				readonly annotations: readonly {
					readonly constructPath: string;
					readonly level: string;
					readonly message: string;
				}[];
			}
		>
	>;
}

function synthesized(text: string): readonly string[] {
	planLab(parse(text, "local"), "local");
	labApp(planLab(parse(text, "cloud")), directory).synth();
	const manifest: Manifest = JSON.parse(
		readFileSync(join(directory, "manifest.json"), "utf8"),
	);
	return Object.values(manifest.stacks).flatMap(({ annotations }) =>
		annotations
			.filter(({ level }) => level === "@cdktf/warn")
			.map(({ constructPath, message }) => `${constructPath}: ${message}`),
	);
}

test(
	"check accepts what up and a synthesis accept, with the same warnings, and nothing else",
	() => {
		let accepted = 0;
		fc.assert(
			fc.property(settings, (values) => {
				const text = stringify(values);
				const outcome = outcomeOf(() => checked(text));
				expect(outcome).toEqual(outcomeOf(() => synthesized(text)));
				accepted += outcome.accepted ? 1 : 0;
			}),
			{ numRuns: Math.min(inputs(60), MOST_INPUTS) },
		);
		// Settings that are all refused would show little.
		expect(accepted).toBeGreaterThan(0);
	},
	TIMEOUT_MS,
);
