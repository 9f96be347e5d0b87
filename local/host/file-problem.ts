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

/** What is wrong with a file, when an error is about one: who gets it needs no stack trace. */
export function fileProblem(
	error: unknown,
): { readonly path: string | undefined; readonly what: string } | undefined {
	if (!(error instanceof Error) || !("code" in error)) {
		return undefined;
	}
	const what = WORDS[String(error.code)];
	if (what === undefined) {
		return undefined;
	}
	const path = "path" in error ? error.path : undefined;
	return { path: typeof path === "string" ? path : undefined, what };
}
