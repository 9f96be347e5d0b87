import { expect, test } from "vitest";
import { LocalLabError } from "../../local/errors";
import { cacheDirectory } from "../../local/host";

test("takes the directory of the images from the environment", () => {
	expect(cacheDirectory({ HALAB_CACHE_DIR: "/srv/halab cache" })).toBe(
		"/srv/halab cache",
	);
});

test("refuses a directory of images that a mount would read otherwise", () => {
	for (const name of ["a:b", "a,b", "a\\b", "a\nb"]) {
		expect(() => cacheDirectory({ HALAB_CACHE_DIR: `/srv/${name}` })).toThrow(
			LocalLabError,
		);
	}
});
