import { expect, test } from "vitest";
import { z } from "zod";
import lock from "../package-lock.json";

const packages = z
	.record(
		z.string(),
		z.object({
			optionalDependencies: z.record(z.string(), z.string()).optional(),
		}),
	)
	.parse(lock.packages);

/** The places where Node.js looks for what a package needs, nearest first. */
const lookedUpFrom = (place: string): string[] => {
	const folders = place.split("/node_modules/");
	return folders
		.map((_, count) =>
			folders.slice(0, folders.length - count).join("/node_modules/"),
		)
		.concat("")
		.map((folder) => `${folder}/node_modules/`.replace(/^\//, ""));
};

test("the lock has every package that another machine may need, or npm ci refuses it", () => {
	const missing = Object.entries(packages).flatMap(
		([place, { optionalDependencies = {} }]) =>
			Object.keys(optionalDependencies)
				.filter(
					(name) =>
						!lookedUpFrom(place).some(
							(folder) => `${folder}${name}` in packages,
						),
				)
				.map((name) => `${place}: ${name}`),
	);
	expect(missing).toEqual([]);
});
