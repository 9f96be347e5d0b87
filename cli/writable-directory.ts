import { resolve } from "node:path";
import { InvalidArgumentError } from "commander";
import { fileProblem } from "../base/file-problem";
import { tryDirectory } from "../local/lab/try-directory";

/**
 * Parses the name of a directory that is to take files when the work is done: tried before it begins.
 *
 * @throws InvalidArgumentError when files cannot be written there
 */
export function writableDirectory(text: string): string {
	if (text === "") {
		throw new InvalidArgumentError("Name a directory.");
	}
	const directory = resolve(text);
	try {
		tryDirectory(directory);
	} catch (error) {
		const problem = fileProblem(error);
		if (problem === undefined) {
			throw error;
		}
		throw new InvalidArgumentError(
			`Nothing can be written into ${directory}: ${problem.what}. Name another directory.`,
		);
	}
	return text;
}
