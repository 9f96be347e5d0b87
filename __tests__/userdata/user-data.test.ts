import { spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import { TIMING_NAMES } from "../../design/timing";
import { parseSettings } from "../../plan/parse-settings";
import { planLab } from "../../plan/plan-lab";
import {
	nginxFiles,
	renderPairUserData,
	renderUserData,
	type UserDataLimit,
	type UserDataProps,
	userDataBytes,
} from "../../userdata";
import { deliveredFileList } from "../support/delivered-files";
import { runInNodeImage } from "../support/node-image";

const FILES = join(__dirname, "../../userdata/files");

const documentSchema = z.object({ runcmd: z.array(z.array(z.string())) });

const props: UserDataProps = {
	hostname: "node-1",
	packages: ["nginx"],
	unit: "nginx",
	files: [
		{ path: "/etc/own", content: "own\n" },
		...nginxFiles(80, "node-1 Master"),
	],
	run: [["/bin/true"]],
	facts: { node: "node-1" },
	largestFacts: { node: "node-1" },
	checks: [],
	keepalivedConf: "global_defs {\n    router_id node-1\n}\n",
};

const LIMIT: UserDataLimit = {
	limitBytes: 16 * 1024,
	measured: "base64",
	encoding: "gzip",
};
/** The programs, which are files of their own, by their first lines only. */
const withoutPrograms = (text: string): string =>
	text.replace(/^( {3}#!.*\n)(?: {3}.*\n|\n)+/gm, "$1   (…)\n");
/** As hard to compress as nothing else. */
const noise = (bytes: number): string =>
	randomBytes((bytes * 3) / 4).toString("base64");

describe("the document", () => {
	test.each([
		true,
		false,
	])("is one that people can read, notes: %s", (hasNotes) => {
		expect(withoutPrograms(renderUserData(props, hasNotes))).toMatchSnapshot();
	});

	test("leaves keepalived.conf aside until the packages are there", () => {
		const { runcmd } = documentSchema.parse(parse(renderUserData(props, true)));
		expect(runcmd.map(([program, ...rest]) => [program, rest.at(-1)])).toEqual([
			["/usr/local/sbin/halab-install", "keepalived"],
			["/bin/mv", "/etc/keepalived/keepalived.conf"],
			["/bin/true", undefined],
			["/usr/local/sbin/halab-start", "nginx"],
		]);
		expect(deliveredFileList(renderUserData(props, true))).toContainEqual({
			path: "/etc/keepalived/keepalived.conf",
			content: props.keepalivedConf,
			permissions: "0644",
		});
		expect(renderUserData(props, true)).not.toMatch(
			/path: \/etc\/keepalived\/keepalived\.conf/,
		);
	});

	test.each([
		" begins with a space\nand goes on\n",
		"\n\nbegins with lines of nothing\n",
		"no newline at its end",
		"two of them at its end\n\n",
		"looks like the document:\n  content: |\n    nested\n  runcmd:\n \n",
	])("delivers a file of the service as it is: %j", (content) => {
		const files = [{ path: "/etc/own", content }];
		expect(
			deliveredFileList(renderUserData({ ...props, files }, true)),
		).toContainEqual({ path: "/etc/own", content, permissions: "0644" });
	});

	test("keeps the programs' comments on all nodes, or on none", () => {
		const [whole = 0, bare = 0] = [true, false].map((hasNotes) =>
			userDataBytes(renderUserData(props, hasNotes), LIMIT),
		);
		const notesWithin = (limitBytes: number): readonly boolean[] =>
			renderPairUserData([props, { ...props, hostname: "a-longer-name-2" }], {
				...LIMIT,
				limitBytes,
			}).map(({ text }) => text.includes("# One reader of one FIFO"));
		expect(notesWithin(Math.ceil((whole + 40) / 0.95))).toEqual([true, true]);
		expect(notesWithin(Math.floor(whole / 0.95))).toEqual([false, false]);
		expect(notesWithin(bare + 40)).toEqual([false, false]);
	});

	test("counts what only a created resource knows at its largest", () => {
		const limitBytes = userDataBytes(renderUserData(props, false), LIMIT) + 40;
		const sized = (largestFacts: object) => () =>
			renderPairUserData([{ ...props, largestFacts }], {
				...LIMIT,
				limitBytes,
			});
		expect(sized(props.facts)).not.toThrow();
		expect(sized({ id: noise(80) })).toThrow(/the user data of node-1 has/);
	});

	test("counts a token as an id that does not compress", () => {
		const token = (index: number) =>
			["$", `{TfToken[TOKEN.${index}]}`].join("");
		const bytesOf = (text: string) => userDataBytes(text, LIMIT);
		const tokens = Array.from({ length: 40 }, (_, index) => token(index));
		expect(bytesOf(tokens.join("\n"))).toBeGreaterThan(40 * 18);
		expect(bytesOf(tokens.map(() => token(0)).join("\n"))).toBeLessThan(150);
	});

	test.each([
		[
			"gzip",
			"base64",
			/has \d+ bytes after gzip and base64; the cloud takes 16384 at most/,
		],
		["gzip", "raw", /has \d+ bytes after gzip; the cloud takes 16384 at most/],
		[
			"plain",
			"base64",
			/has \d+ bytes after base64; the cloud takes 16384 at most/,
		],
		["plain", "raw", /has \d+ bytes; the cloud takes 16384 at most/],
	] as const)("says how large it is as %s, %s, when it is too large", (encoding, measured, message) => {
		const large = { path: "/etc/large", content: noise(24 * 1024) };
		expect(() =>
			renderPairUserData([{ ...props, files: [large] }], {
				...LIMIT,
				encoding,
				measured,
			}),
		).toThrow(message);
	});

	test("has room for a service's own configuration of 6 KB beside the helper", () => {
		const haproxy = Array.from(
			{ length: 6 * 21 },
			(_, index) =>
				`    server app-${index} 10.34.${index}.${(index * 37) % 251}:${8000 + ((index * 7919) % 999)} check inter 2s`,
		).join("\n");
		expect(haproxy.length).toBeGreaterThan(6 * 1024);
		expect(() =>
			renderPairUserData(
				[
					{
						...props,
						nexthop: "ksyun",
						files: [{ path: "/etc/haproxy/haproxy.cfg", content: haproxy }],
					},
				],
				LIMIT,
			),
		).not.toThrow();
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
				"/tmp/x.yaml": renderUserData(props, true)
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
