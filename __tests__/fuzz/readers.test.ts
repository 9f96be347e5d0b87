import {
	mkdirSync,
	mkdtempSync,
	readdirSync,
	readFileSync,
	rmSync,
	writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, describe, test } from "vitest";
import { HalabError } from "../../base/halab-error";
import { DrillError } from "../../drills/log/drill-error";
import { readDrillLog } from "../../drills/log/read-log";
import { LocalLabError } from "../../local/host/errors";
import { StateStore } from "../../local/state/state";
import { parseSettings } from "../../plan/parse-settings";
import { planLab } from "../../plan/plan-lab";
import { SettingsError } from "../../plan/settings-error";
import { sshConfig } from "../../ssh/ssh-config";
import { parseStackOutputs } from "../../ssh/stack-outputs";
import { changedJson, inputs, mutated, nasty } from "./runs";

const REPOSITORY = join(__dirname, "../..");
const directory = mkdtempSync(join(tmpdir(), "halab-test-fuzz-"));
afterAll(() => rmSync(directory, { recursive: true }));

/** Any hour is enough for 100,000 inputs; a hang is none of them. */
const TIMEOUT_MS = 3_600_000;

type Kind = abstract new (...words: never[]) => Error;

/** Longest message: what is wrong is said in some lines, whatever the input was. */
const LONGEST_MESSAGE = 20_000;

/** Passes when work ends, or ends with an error for people: of its kind, short, on lines without control characters. */
function orComplains(kind: Kind, work: () => unknown): void {
	try {
		work();
	} catch (error) {
		if (!(error instanceof kind)) {
			throw error;
		}
		const isPrintable = /^[^\p{Cc}\p{Cs}]*$/u.test(
			error.message.replaceAll("\n", ""),
		);
		if (!isPrintable || error.message.length > LONGEST_MESSAGE) {
			throw new Error(`not for people: ${JSON.stringify(error.message)}`);
		}
	}
}

const SETTINGS = readFileSync(join(REPOSITORY, "halab.yaml"), "utf8");

describe("whatever a file holds, its reader reads it or says what is wrong", () => {
	test(
		"settings",
		() => {
			fc.assert(
				fc.property(
					fc.oneof(
						nasty,
						mutated(SETTINGS),
						mutated(
							"lab: dual-master\nnetwork: &n {vip: 10.34.0.9}\nservice: {port: 80}\naccess: {adminCidrs: [8.8.8.8/32]}\n",
						),
					),
					fc.constantFrom("cloud" as const, "local" as const),
					(text, home) => {
						orComplains(SettingsError, () =>
							planLab(
								parseSettings(text, "halab.yaml", {
									home,
									readPublicKeyFile: () => text,
								}),
								home,
							),
						);
					},
				),
				{ numRuns: inputs(400) },
			);
		},
		TIMEOUT_MS,
	);

	test(
		"logs of drills",
		() => {
			const logs = join(REPOSITORY, "__tests__/drills/report/logs");
			const lines = readdirSync(logs).flatMap((name) => {
				const all = readFileSync(join(logs, name), "utf8").split("\n");
				return [
					...new Map(
						all.map((line) => [/"type":"(\w+)"/.exec(line)?.[1], line]),
					).values(),
				];
			});
			const line = fc.constantFrom(...lines.filter((text) => text !== ""));
			fc.assert(
				fc.property(
					fc.oneof(
						nasty,
						line.chain(mutated),
						line.chain((text) => changedJson(JSON.parse(text))),
						fc
							.array(line, { maxLength: 4 })
							.chain((some) => mutated(some.join("\n"))),
					),
					(text) => {
						orComplains(DrillError, () => readDrillLog(text, "a.ndjson"));
					},
				),
				{ numRuns: inputs(400) },
			);
		},
		TIMEOUT_MS,
	);

	test(
		"the state of a lab",
		async () => {
			const store = new StateStore("fuzz", directory);
			mkdirSync(store.directory, { recursive: true });
			const plan = planLab(
				parseSettings("lab: route-nexthop", "halab.yaml", {
					home: "local",
					readPublicKeyFile: () => "",
				}),
				"local",
			);
			const state = {
				version: 1,
				run: "abc123",
				phase: "started",
				startedAt: "2026-11-21T09:00:00.000Z",
				planHash: "0",
				plan,
				image: "x",
				cgroup: "/sys/fs/cgroup/x",
				capsule: { pid: 1, startTime: 1, cgroup: "/" },
			};
			const text = JSON.stringify(state);
			await fc.assert(
				fc.asyncProperty(
					fc.oneof(nasty, mutated(text), changedJson(state)),
					async (content) => {
						writeFileSync(store.path("state.json"), content);
						let failure: unknown;
						try {
							await store.read();
						} catch (error) {
							failure = error;
						}
						orComplains(LocalLabError, () => {
							if (failure !== undefined) {
								throw failure;
							}
						});
					},
				),
				{ numRuns: inputs(300) },
			);
		},
		TIMEOUT_MS,
	);

	test(
		"the outputs of a stack",
		() => {
			const outputs = {
				"a-stack": {
					vips: ["10.34.0.200"],
					eips: { "10.34.0.200": "203.0.113.12" },
					bastion: "203.0.113.10",
					nodes: { "node-1": "10.34.0.2", "node-2": "10.34.0.3" },
					sshUsers: { bastion: "root", nodes: "root" },
				},
			};
			fc.assert(
				fc.property(
					fc.oneof(
						nasty,
						mutated(JSON.stringify(outputs)),
						changedJson(outputs),
					),
					(text) => {
						orComplains(HalabError, () => {
							const { route } = parseStackOutputs(
								"outputs.json",
								text,
								"a-stack",
							);
							// What was read fits into ssh's configuration, and is as many lines as it should be.
							const config = sshConfig(route, {
								knownHosts: "/a",
								sockets: "/b",
							});
							const ours = config
								.split("\n")
								.filter((each) =>
									/ProxyJump|Host\b|HostName|User\b/.test(each),
								);
							if (ours.length !== 3 + route.nodes.length * 4 + 1) {
								throw new Error(config);
							}
						});
					},
				),
				{ numRuns: inputs(400) },
			);
		},
		TIMEOUT_MS,
	);
});
