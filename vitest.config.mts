import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const room = (path: string): string =>
	fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
	resolve: {
		alias: [
			// What the examples import is the published package's name.
			{ find: /^halab$/, replacement: room("index.ts") },
			{ find: "halab/keepalived", replacement: room("keepalived/index.ts") },
			{ find: /^halab\/(\w+)$/, replacement: room("constructs/$1/index.ts") },
		],
	},
	test: {
		include: ["__tests__/**/*.test.ts"],
		globalSetup: ["scripts/get.mjs", "__tests__/support/build-image.ts"],
		reporters: ["default", "./scripts/closing-line-reporter.mjs"],
		// Tests that boot a lab share one machine; in a worker each they would fight for two cores.
		fileParallelism: false,
		testTimeout: 30_000,
		hookTimeout: 180_000,
	},
});
