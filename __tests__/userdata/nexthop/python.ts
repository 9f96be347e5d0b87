import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";

/** The helper's modules. */
export const HELPER = join(__dirname, "../../../userdata/files/nexthop");

let interpreter: string | undefined;

/** The interpreter itself: a wrapper in front of it would cost more time than the helper takes. */
export function python(): string {
	interpreter ??= execFileSync(
		"python3",
		["-c", "import sys; print(sys.executable)"],
		{ encoding: "utf8" },
	).trim();
	return interpreter;
}

/** Runs Python with standard input. */
export async function runPython(
	args: readonly string[],
	input = "",
): Promise<{ exitCode: number; stdout: string; stderr: string }> {
	const child = spawn(python(), ["-B", ...args], { cwd: __dirname });
	const output = { stdout: "", stderr: "" };
	child.stdout.on("data", (text) => {
		output.stdout += text;
	});
	child.stderr.on("data", (text) => {
		output.stderr += text;
	});
	child.stdin.end(input);
	const [exitCode] = await once(child, "close");
	return { exitCode, stdout: output.stdout.trim(), stderr: output.stderr };
}
