import { CLOUDS } from "../../../design/clouds";
import type { LintRule } from "../rule";

/** What gives a secret away. The texts themselves are never repeated. */
const PATTERNS: readonly (readonly [string, RegExp])[] = [
	...Object.values(CLOUDS).map(
		({ accessKeys: { prefix, pattern } }) =>
			[`an access key id (${prefix}…)`, pattern] as const,
	),
	["a private key", /-----BEGIN [A-Z ]*PRIVATE KEY-----/],
	[
		"a password",
		/\b(?:password|passwd|requirepass|auth_pass|secret_?key|access_?key_?secret)\b["']?(?:\s*[:=]\s*|[ \t]+)["']?(?!(?:true|false|yes|no|null|none)\b)[^\s"'$<{(*,;:=]{6,}/i,
	],
	[
		"a reference to a secret",
		/\$\{[^}]*\.(?:password|private_key|secret_key|secret)\}/,
	],
];

const secretsIn = (text: string): readonly string[] =>
	PATTERNS.filter(([, pattern]) => pattern.test(text)).map(([what]) => what);

/** The texts in a value, each line with the key that leads to it. */
function linesOf(value: unknown, key = ""): readonly string[] {
	if (typeof value !== "object" || value === null) {
		return [key === "" ? String(value) : `${key}: ${value}`];
	}
	return Object.entries(value).flatMap(([child, content]) =>
		linesOf(content, Array.isArray(value) ? key : child),
	);
}

/** A secret is in user data or in an output. */
export const plainSecret: LintRule = {
	id: "plain-secret",
	severity: "error",
	reason:
		"User data is readable on the machine, in the cloud's console and in Terraform's state; outputs are readable in the state.",
	remedy:
		"Use the role of the machine, or hand the secret over out of band into a file that only root reads.",
	checkResource: ({ machine }) =>
		secretsIn(machine?.userData?.text ?? "").map(
			(what) => `the user data holds what looks like ${what}`,
		),
	checkOutput: ({ name, value }) =>
		secretsIn(linesOf(value).join("\n")).map(
			(what) => `the output ${name} holds what looks like ${what}`,
		),
};
