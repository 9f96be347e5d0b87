import { basename, dirname } from "node:path";
import { afterEach, expect, test, vi } from "vitest";
import { stackDirectory } from "../../cli/deployed-stack";
import { StateStore } from "../../local/state/state";
import { isLabName } from "../../plan/lab-name";

afterEach(() => {
	vi.unstubAllEnvs();
});

test("what is kept of stacks lies in no directory that a lab can have", () => {
	vi.stubEnv("HALAB_STATE_DIR", "/state");
	const stacks = dirname(stackDirectory("route-nexthop-ksyun"));
	expect(dirname(stacks)).toBe(dirname(new StateStore("ssh").directory));
	expect(isLabName(basename(stacks))).toBe(false);
});
