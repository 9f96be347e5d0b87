import { own } from "./own";

/** What the operating system says, in words that follow a path. */
const WORDS: Readonly<Record<string, string>> = {
	ENOSPC: "the disk is full",
	EDQUOT: "the disk quota is used up",
	EROFS: "the file system is read-only",
	EACCES: "permission is denied",
	EPERM: "permission is denied",
	EIO: "the disk reports an error",
	ENOENT: "it does not exist and cannot be made there",
	ENOTDIR: "a part of the path is a file, not a directory",
	EEXIST: "there is a file of that name, not a directory",
	EISDIR: "it is a directory, not a file",
	ENAMETOOLONG: "the path is too long",
	ELOOP: "its symbolic links go round in a circle",
	EMFILE: "too many files are open",
};

const codeOf = (error: unknown): string | undefined =>
	error instanceof Error && "code" in error ? String(error.code) : undefined;

/** Whether an error says that there is no such file. */
export function isMissing(error: unknown): boolean {
	const code = codeOf(error);
	return code === "ENOENT" || code === "ENOTDIR";
}

/** What is wrong with a file, when an error is about one: who gets it needs no stack trace. */
export function fileProblem(
	error: unknown,
): { readonly path: string | undefined; readonly what: string } | undefined {
	const code = codeOf(error);
	const what = code === undefined ? undefined : own(WORDS, code);
	if (what === undefined) {
		return undefined;
	}
	const path =
		error instanceof Error && "path" in error ? error.path : undefined;
	return { path: typeof path === "string" ? path : undefined, what };
}
