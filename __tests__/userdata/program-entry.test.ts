import { expect, test } from "vitest";
import { parse } from "yaml";
import { programEntry } from "../../userdata/program-entry";
import { staticFile } from "../../userdata/static-file";
import { withoutNotes } from "../../userdata/without-notes";

const FILE = {
	path: "/usr/local/sbin/halab-release",
	name: "halab-release.sh",
	permissions: "0755",
};

test("is an entry of write_files, with comments or without", () => {
	const [whole, bare] = [true, false].map((hasNotes): unknown =>
		parse(`write_files:\n${programEntry(FILE, hasNotes)}`),
	);
	const content = staticFile(FILE.name);
	const { path, permissions } = FILE;
	expect(whole).toEqual({ write_files: [{ path, permissions, content }] });
	expect(bare).toEqual({
		write_files: [
			{ path, permissions, content: withoutNotes(FILE.name, content) },
		],
	});
});

test("goes where each node has it", () => {
	const moved = { ...FILE, path: "/usr/local/sbin/other" };
	expect(programEntry(FILE, true)).toContain(FILE.path);
	expect(programEntry(moved, true)).toContain(moved.path);
});
