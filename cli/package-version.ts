import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";

const packageSchema = z.object({ version: z.string() });

/** This package's version: its description lies above the sources, or above the directory that they are compiled to. */
export function packageVersion(): string {
	const file = [join("..", "package.json"), join("..", "..", "package.json")]
		.map((path) => join(__dirname, path))
		.find(existsSync);
	return packageSchema.parse(JSON.parse(readFileSync(file ?? "", "utf8")))
		.version;
}
