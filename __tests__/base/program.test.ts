import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { expect, test } from "vitest";
import { programOf } from "../../base/program";

test("the words run a source of a clone", () => {
	const [program = "", ...words] = programOf(join(__dirname, "said"));
	const { stdout, stderr } = spawnSync(program, words, { encoding: "utf8" });
	expect({ stdout, stderr }).toEqual({ stdout: "said\n", stderr: "" });
});
