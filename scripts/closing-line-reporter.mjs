/** A vitest reporter that closes with one line: `N passed, N failed, N skipped`. */
export default class ClosingLineReporter {
	onTestRunEnd(modules, unhandledErrors) {
		const counts = { passed: 0, failed: unhandledErrors.length, skipped: 0 };
		for (const module of modules) {
			// A file that does not even load has no tests to count.
			counts.failed += module.errors().length > 0 ? 1 : 0;
			for (const test of module.children.allTests()) {
				const { state } = test.result();
				counts[state === "pending" ? "skipped" : state]++;
			}
		}
		process.stdout.write(
			`\n${counts.passed} passed, ${counts.failed} failed${counts.skipped > 0 ? `, ${counts.skipped} skipped` : ""}\n`,
		);
	}
}
