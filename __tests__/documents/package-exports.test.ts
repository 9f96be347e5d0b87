import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import manifest from "../../package.json";
import { ROOT } from "./documents";

const json = (file: string) =>
	JSON.parse(readFileSync(join(ROOT, file), "utf8"));

/** Every module that the package exports, and its source. */
const MODULES = Object.entries(manifest.exports).flatMap(([name, files]) =>
	typeof files === "string"
		? []
		: [
				{
					name: name.replace(".", "halab"),
					...files,
					source: files.default.replace("/dist/", "/").replace(/\.js$/, ".ts"),
				},
			],
);

test.each(
	MODULES,
)("$name is a module of ours, with its types and its reference", async ({
	name,
	types,
	default: main,
	source,
}) => {
	expect(types).toBe(main.replace(/\.js$/, ".d.ts"));
	expect(existsSync(join(ROOT, source))).toBe(true);
	expect(json("docs/api/typedoc.json").entryPoints).toContain(
		source.replace("./", "../../"),
	);
	// The name leads to the source, for the examples and the documents.
	expect(await import(name)).toBe(await import(join(ROOT, source)));
});

test("halab/keepalived writes a configuration, and refuses a wrong one", async () => {
	const { KeepalivedConfigError, renderKeepalivedConf } = await import(
		"halab/keepalived"
	);
	const written = (virtualRouterId: number) =>
		renderKeepalivedConf({
			vrrpInstances: [
				{
					name: "VI_1",
					state: "BACKUP",
					interface: "eth0",
					virtualRouterId,
					priority: 100,
					advertInt: 1,
					virtualIpaddress: [{ address: "192.0.2.100/24" }],
				},
			],
		});
	expect(written(51)).toMatch(/^vrrp_instance VI_1 \{$/m);
	expect(() => written(256)).toThrow(KeepalivedConfigError);
});
