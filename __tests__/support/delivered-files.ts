import { parse } from "yaml";
import { z } from "zod";

const documentSchema = z.object({
	write_files: z.array(
		z.object({
			path: z.string(),
			content: z.string(),
			permissions: z.string().optional(),
		}),
	),
	runcmd: z.array(z.array(z.string())),
});

/** A file that a node's user data delivers. */
export interface DeliveredFile {
	/** Where it is when the commands have run. */
	readonly path: string;
	readonly content: string;
	/** Octal mode. */
	readonly permissions: string;
}

/** The files that a node's user data delivers, in its order, each where the commands have moved it. */
export function deliveredFileList(userData: string): readonly DeliveredFile[] {
	const { write_files, runcmd } = documentSchema.parse(parse(userData));
	const moves = new Map(
		runcmd
			.filter(([program]) => program === "/bin/mv")
			.map(([, from = "", to = ""]) => [from, to]),
	);
	return write_files.map(({ path, content, permissions = "0644" }) => ({
		path: moves.get(path) ?? path,
		content,
		permissions,
	}));
}

/** Every file that a node's user data delivers: absolute path → content. */
export const deliveredFiles = (userData: string): Record<string, string> =>
	Object.fromEntries(
		deliveredFileList(userData).map(({ path, content }) => [path, content]),
	);
