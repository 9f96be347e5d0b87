import { expect, it } from "vitest";
import { renderKeepalivedConf, type Script } from "../../../keepalived";
import { runInNodeImage } from "../../support/node-image";
import { withScript } from "../base";

const right: readonly (readonly [Script, string])[] = [
	["/etc/keepalived/check_nginx", '"/etc/keepalived/check_nginx"'],
	["/etc/keepalived/check_nginx  a b", '"/etc/keepalived/check_nginx a b"'],
	[
		["/etc/keepalived/check_nginx", "two words", "a;b"],
		"\"/etc/keepalived/check_nginx 'two words' 'a;b'\"",
	],
];

it.each(right)("writes %j", (script, text) => {
	expect(renderKeepalivedConf(withScript({ script }))).toContain(
		`    script ${text}\n`,
	);
});

it.each<Script>([
	"",
	[],
	[""],
	"  ",
])("refuses %j, which is empty", (script) => {
	expect(() => renderKeepalivedConf(withScript({ script }))).toThrow(
		/script: got .*; allowed: an absolute path, and arguments after it/,
	);
});

it("refuses a command that is longer than a line of keepalived", () => {
	const script = `/etc/keepalived/check_nginx ${"a".repeat(900)}`;
	expect(() => renderKeepalivedConf(withScript({ script }))).toThrow(
		/script: got a command of 928 characters; allowed: at most 900/,
	);
});

it("refuses a path that climbs", () => {
	expect(() =>
		renderKeepalivedConf(withScript({ script: "/etc/../root/check" })),
	).toThrow(
		/script: got "\/etc\/\.\.\/root\/check"; allowed: an absolute path/,
	);
});

it("hands each argument to the program as it was given", async () => {
	const args = [
		"plain",
		"two words",
		"# no comment",
		"! nor this",
		"a;b&&c|d>e",
		"(x) [y] *?~@%^=+",
		"--url=http://127.0.0.1/?a=b&c=d#e",
	];
	const program = "/etc/keepalived/check_nginx";
	const { stdout, stderr } = await runInNodeImage(
		`keepalived --vrrp --dont-fork --log-console -f /etc/keepalived/keepalived.conf >/tmp/log 2>&1 &
		for _ in $(seq 100); do [ -s /tmp/arguments ] && break; sleep 0.1; done
		kill $!
		cat /tmp/arguments || cat /tmp/log >&2`,
		{
			[program]: `#!/bin/sh\n[ -s /tmp/arguments ] || printf '%s\\n' "$@" >/tmp/arguments\n`,
			"/etc/keepalived/keepalived.conf": renderKeepalivedConf(
				withScript({ script: [program, ...args] }),
			),
		},
	);
	expect(stdout.split("\n").slice(0, -1), stderr).toEqual(args);
});
