#!/usr/bin/env node
"use strict";
const { existsSync } = require("node:fs");
const { join } = require("node:path");

// A clone runs its TypeScript sources; the published package brings them compiled.
const root = join(__dirname, "..");
if (existsSync(join(root, "cli", "main.ts"))) {
	require("tsx/cjs");
	require("../cli/main.ts");
} else {
	require("../dist/cli/main.js");
}
