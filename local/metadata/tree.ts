/** Metadata by name: a text, or a directory with a `/` behind its name in its parent's list. */
export interface MetadataTree {
	readonly [name: string]: string | MetadataTree | undefined;
}

/**
 * What stands at a path: an entry's text, or a directory's names, one a line, as all three clouds list them.
 *
 * @param path names with `/` between them; a `/` at its end asks for a directory
 * @returns `undefined` when there is nothing
 */
export function read(tree: MetadataTree, path: string): string | undefined {
	const asksForDirectory = path.endsWith("/");
	let found: MetadataTree[string] = tree;
	for (const name of path.split("/").filter(Boolean)) {
		if (typeof found !== "object" || !Object.hasOwn(found, name)) {
			return undefined;
		}
		found = found[name];
	}
	if (typeof found === "object") {
		return list(found);
	}
	return asksForDirectory ? undefined : found;
}

const list = (tree: MetadataTree): string =>
	Object.entries(tree)
		.filter(([, entry]) => entry !== undefined)
		.map(([name, entry]) => (typeof entry === "object" ? `${name}/` : name))
		.sort()
		.join("\n");
