import { Lazy } from "cdktf";
import { expect, test } from "vitest";
import { escapeTemplate } from "../../../constructs/common/template";

test("what Terraform would read as a template is kept from it", () => {
	expect(escapeTemplate(`log "\${1}" %{x} $HOME $$ 100%`)).toBe(
		`log "$\${1}" %%{x} $HOME $$ 100%`,
	);
});

test("a token stays a token", () => {
	const token = Lazy.stringValue({ produce: () => "rtb-1" });
	expect(escapeTemplate(`{"table": "${token}", "x": "\${y}"}`)).toBe(
		`{"table": "${token}", "x": "$\${y}"}`,
	);
});
