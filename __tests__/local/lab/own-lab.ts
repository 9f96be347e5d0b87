import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, vi } from "vitest";
import { LocalLab } from "../../../local/lab/lab";
import { ensureImage } from "../../../local/machine/image";
import { type Traces, traces } from "./traces";

/** Why nodes cannot be booted here, for the title of skipped tests; empty when they can. */
export const noBoot =
	process.getuid?.() === 0 ? "" : " (skipped: booting nodes here needs root)";

/**
 * For tests with booted machines: two cores may keep real timers waiting for seconds. A test that passed only the second time
 * is shown as such by the reporter.
 */
export const LAB_TEST = { retry: 1 } as const;

/** A lab of a test file's own: a name that nobody else uses and a state directory that goes when the tests end. */
export interface OwnLab {
	readonly stateDirectory: () => string;
	/** What this lab could leave on this computer. */
	readonly look: () => Promise<Traces>;
}

/** Registers what a test file needs to boot a lab, and removes all of it in the end. */
export function ownLab(name: string): OwnLab {
	let states = "";
	beforeAll(async () => {
		states = await mkdtemp(join(tmpdir(), "halab-test-"));
		vi.stubEnv("HALAB_STATE_DIR", states);
		if (!noBoot) {
			await ensureImage();
		}
	});
	afterAll(async () => {
		if (!noBoot) {
			await LocalLab.down(name);
		}
		vi.unstubAllEnvs();
		await rm(states, { recursive: true });
	});
	return { stateDirectory: () => states, look: () => traces(name, states) };
}
