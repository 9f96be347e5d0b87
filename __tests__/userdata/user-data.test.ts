import { spawnSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { TIMING_NAMES } from "../../design/timing";
import { parseSettings } from "../../plan/parse-settings";
import { planLab } from "../../plan/plan-lab";
import {
	MAX_USER_DATA_BYTES,
	nginxFiles,
	renderUserData,
	type UserDataProps,
} from "../../userdata";
import { runInNodeImage } from "../support/node-image";

const FILES = join(__dirname, "../../userdata/files");

const props: UserDataProps = {
	hostname: "node-1",
	packages: ["nginx"],
	unit: "nginx",
	files: [{ path: "/etc/own", content: "own\n" }],
	knownFiles: nginxFiles(80, "node-1 Master"),
	run: [["/bin/true"]],
	facts: { node: "node-1" },
	checks: [],
	keepalivedConf: "global_defs {\n    router_id node-1\n}\n",
};

describe("the document", () => {
	test("has facts and commands in clear, all else in an archive", () => {
		expect(
			renderUserData(props).replace(
				/ content: \S{1000,}/,
				" content: (archive)",
			),
		).toMatchSnapshot();
	});

	test("says how large it is when it is too large", () => {
		expect(() =>
			renderUserData({
				...props,
				facts: { large: "#".repeat(MAX_USER_DATA_BYTES) },
			}),
		).toThrow(
			/user data of node-1 has \d+ bytes; the clouds take 16384 at most/,
		);
	});

	test("passes cloud-init's own schema check for every timing profile", async () => {
		const documents = Object.fromEntries(
			TIMING_NAMES.flatMap((timing) =>
				planLab(
					parseSettings(`timing: ${timing}`, "halab.yaml", {
						home: "local",
						readPublicKeyFile: () => "",
					}),
				).pair.nodes.map(
					(node) =>
						[`/tmp/${timing}-${node.name}.yaml`, node.userData] as const,
				),
			),
		);
		const { exitCode, stdout, stderr } = await runInNodeImage(
			"for f in /tmp/*.yaml; do cloud-init schema --config-file $f || exit 1; done",
			documents,
		);
		expect(stdout.match(/Valid cloud-config/g), stderr).toHaveLength(8);
		expect(exitCode).toBe(0);
	});

	test("is refused by that check when a key is wrong", async () => {
		const { exitCode } = await runInNodeImage(
			"cloud-init schema --config-file /tmp/x.yaml",
			{
				"/tmp/x.yaml": renderUserData(props)
					.replace("runcmd:", "runcmds: 3\nruncmd:")
					.replace("write_files:", "write_files: 3\nx:"),
			},
		);
		expect(exitCode).not.toBe(0);
	});
});

test("every script passes shellcheck", () => {
	const scripts = readdirSync(FILES)
		.filter((name) => name.endsWith(".sh"))
		.map((name) => join(FILES, name));
	const { status, stdout } = spawnSync("shellcheck", scripts, {
		encoding: "utf8",
	});
	expect(stdout).toBe("");
	expect(status).toBe(0);
});
