#!/usr/bin/env node
"use strict";
const { existsSync } = require("node:fs");
const { join } = require("node:path");

try {
	process.cwd();
} catch {
	// Said before anything is loaded: what is loaded asks for the directory, too.
	console.error(
		"The current directory does not exist any more.\n→ Change to another one, then try again.",
	);
	process.exit(2);
}

// A clone runs its TypeScript sources; the published package brings them compiled.
const root = join(__dirname, "..");
if (existsSync(join(root, "cli", "main.ts"))) {
	require("tsx/cjs");
	require("../cli/main.ts");
} else {
	require("../dist/cli/main.js");
}
