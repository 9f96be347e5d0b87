import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { App } from "cdktf";
import { afterAll, beforeAll, expect, test } from "vitest";

const EXAMPLES = join(__dirname, "../../examples");

let directory: string;

beforeAll(() => {
	directory = mkdtempSync(join(tmpdir(), "halab-examples-"));
	process.env["CDKTF_OUTDIR"] = directory;
});

afterAll(() => {
	delete process.env["CDKTF_OUTDIR"];
	rmSync(directory, { recursive: true, force: true });
});

test.each(
	readdirSync(EXAMPLES),
)("%s synthesizes, and the lint has nothing to say", async (name) => {
	const { app }: { app: unknown } = await import(join(EXAMPLES, name));
	if (!(app instanceof App)) {
		throw new Error(`${name} exports no app`);
	}
	app.synth();
	const [stack] = app.node.children;
	const file = join(directory, "stacks", stack?.node.id ?? "", "cdk.tf.json");
	expect(readFileSync(file, "utf8")).toContain("_instance");
	expect(
		app.node
			.findAll()
			.flatMap((construct) => construct.node.metadata)
			.filter(({ type }) => /error|warn/.test(type)),
	).toEqual([]);
});
