import {
	mkdirSync,
	mkdtempSync,
	realpathSync,
	rmSync,
	symlinkSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { LocalLabError } from "../../../local/host/errors";
import { cacheDirectory, stateDirectory } from "../../../local/host/host";

test("takes the directory of the images from the environment", () => {
	expect(cacheDirectory({ HALAB_CACHE_DIR: "/srv/halab cache" })).toBe(
		"/srv/halab cache",
	);
});

test("a relative directory of images is one of the directory that halab was started in", () => {
	expect(cacheDirectory({ HALAB_CACHE_DIR: "a/cache" })).toBe(
		join(process.cwd(), "a/cache"),
	);
});

test("refuses a directory of images that a mount would read otherwise", () => {
	for (const name of ["a:b", "a,b", "a\\b", "a\nb"]) {
		expect(() => cacheDirectory({ HALAB_CACHE_DIR: `/srv/${name}` })).toThrow(
			LocalLabError,
		);
	}
});

test("a relative directory of states is one of the directory that halab was started in", () => {
	expect(stateDirectory({ HALAB_STATE_DIR: "a/state" })).toBe(
		join(process.cwd(), "a/state"),
	);
	expect(stateDirectory({ HALAB_STATE_DIR: "/a/../state" })).toBe("/state");
});

test("a directory of states is the same one, however it is spelled and whether it is there or not", () => {
	const root = realpathSync(mkdtempSync(join(tmpdir(), "halab-host-")));
	try {
		mkdirSync(join(root, "real"));
		symlinkSync("real", join(root, "link"));
		for (const below of ["", "made/later"]) {
			expect(
				stateDirectory({ HALAB_STATE_DIR: join(root, "link", below) }),
			).toBe(join(root, "real", below));
		}
	} finally {
		rmSync(root, { recursive: true });
	}
});
