import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { App, TerraformStack, Testing } from "cdktf";
import { describe, expect, it } from "vitest";
import { HaLint } from "../../../constructs/lint";
import {
	TencentHavip,
	TencentProvider,
	TencentRouteVip,
} from "../../../constructs/tencentcloud";
import { pair, REGION, routePair, testStack } from "../tencentcloud/support";
import { AnyResource, annotationsOf } from "./support";

const OPEN_SSH = {
	type: "ingress",
	cidr_ip: "0.0.0.0/0",
	ip_protocol: "tcp",
	port_range: "22/22",
};

const withOpenSsh = (stack = testStack()): TerraformStack => {
	new AnyResource(stack, "Rule", "alicloud_security_group_rule", OPEN_SSH);
	return stack;
};

const idsOf = (lint: HaLint): string[] => lint.findings.map(({ id }) => id);

describe("HaLint", () => {
	it.each([
		[
			"a HAVIP",
			(stack: TerraformStack) =>
				new TencentHavip(stack, "Vip", { pair: pair(stack) }),
		],
		[
			"a route VIP",
			(stack: TerraformStack) =>
				new TencentRouteVip(stack, "Vip", { pair: routePair(stack) }),
		],
	])("finds nothing wrong with a pair with %s as it is by default", (_, build) => {
		const stack = testStack();
		new TencentProvider(stack, "Provider", { region: REGION });
		build(stack);
		const lint = HaLint.apply(stack);
		Testing.synth(stack);
		expect(
			lint.findings.filter(({ id }) => id !== "user-data-near-limit"),
		).toEqual([]);
	});

	it("stops the synthesis at an error, and says what, why and what to do", () => {
		const outdir = mkdtempSync(join(tmpdir(), "halab-lint-"));
		try {
			const app = new App({ outdir });
			withOpenSsh(new TerraformStack(app, "stack"));
			HaLint.apply(app);
			expect(() => app.synth()).toThrow(
				"[stack/Rule] ssh-from-anywhere: port 22 is open to 0.0.0.0/0. An open ssh port is attacked within minutes. Name the administrators' own addresses",
			);
		} finally {
			rmSync(outdir, { recursive: true, force: true });
		}
	});

	it("prints warnings", () => {
		const stack = withOpenSsh();
		HaLint.apply(stack);
		Testing.synth(stack);
		expect(annotationsOf(stack)).toEqual([
			expect.stringMatching(
				/^open-security-group: tcp 22 is open to 0\.0\.0\.0\/0\. /,
			),
			expect.stringMatching(/^ssh-from-anywhere: /),
		]);
	});

	it("says where it found what", () => {
		const stack = withOpenSsh();
		const lint = HaLint.apply(stack);
		expect(lint.findings).toEqual([]);
		Testing.synth(stack);
		expect(lint.findings).toContainEqual({
			id: "ssh-from-anywhere",
			severity: "error",
			path: "stack/Rule",
			problem: "port 22 is open to 0.0.0.0/0",
		});
	});

	it("keeps what is suppressed to itself", () => {
		const stack = withOpenSsh();
		const lint = HaLint.apply(stack, {
			suppress: [{ id: "ssh-from-anywhere", reason: "a honeypot" }],
		});
		Testing.synth(stack);
		expect(idsOf(lint)).toEqual(["open-security-group"]);
	});

	it("keeps what is suppressed at one construct to itself there only", () => {
		const stack = withOpenSsh();
		const other = new AnyResource(
			stack,
			"Other",
			"alicloud_security_group_rule",
			OPEN_SSH,
		);
		HaLint.suppress(
			other,
			{ id: "ssh-from-anywhere", reason: "a honeypot" },
			{ id: "open-security-group", reason: "a honeypot" },
		);
		const lint = HaLint.apply(stack);
		Testing.synth(stack);
		expect(new Set(lint.findings.map(({ path }) => path))).toEqual(
			new Set(["stack/Rule"]),
		);
	});

	it("wants a reason for a suppression", () => {
		const suppress = [{ id: "one-host", reason: " " }];
		expect(() => HaLint.apply(testStack(), { suppress })).toThrow(
			"stack.suppress[0].reason: is empty; say why one-host does not apply",
		);
	});

	it("knows its rules", () => {
		const unknown = { id: "one-hosts", reason: "a typing error" };
		const message = `stack.suppress[0].id: "one-hosts" is no rule; the rules are ${HaLint.rules.map(({ id }) => id).join(", ")}`;
		expect(() => HaLint.apply(testStack(), { suppress: [unknown] })).toThrow(
			message,
		);
		expect(() => HaLint.suppress(testStack(), unknown)).toThrow(message);
	});

	it("has rules with different ids, each with a reason and a remedy", () => {
		const ids = HaLint.rules.map(({ id }) => id);
		expect(ids).toEqual([...new Set(ids)].sort());
		for (const { id, reason, remedy } of HaLint.rules) {
			expect(id).toMatch(/^[a-z]+(-[a-z]+)*$/);
			expect(reason).toMatch(/^[A-Z].*\.$/);
			expect(remedy).toMatch(/^[A-Z].*\.$/);
		}
	});
});
