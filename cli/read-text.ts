import { closeSync, openSync, readSync } from "node:fs";
import { fileProblem, isMissing } from "../base/file-problem";
import { MistakeError } from "../base/halab-error";

const CHUNK_BYTES = 64 * 1024;

/** Thrown when a file cannot be read as text. The message has neither its name nor anything that is in it. */
export class UnreadableFile extends MistakeError {}

/**
 * Reads a small text file. A file that is much larger than what belongs into it is the wrong one, and a device may have
 * no end at all.
 *
 * @throws UnreadableFile with the cause in words
 */
export function readText(path: string, largestBytes: number): string {
	let file: number;
	const chunks: Buffer[] = [];
	let bytes = 0;
	try {
		file = openSync(path, "r");
		try {
			for (;;) {
				const chunk = Buffer.alloc(CHUNK_BYTES);
				const count = readSync(file, chunk);
				if (count === 0) {
					break;
				}
				bytes += count;
				if (bytes > largestBytes) {
					break;
				}
				chunks.push(chunk.subarray(0, count));
			}
		} finally {
			closeSync(file);
		}
	} catch (error) {
		throw new UnreadableFile(
			isMissing(error)
				? "there is no such file"
				: (fileProblem(error)?.what ?? "its path is none"),
		);
	}
	if (bytes > largestBytes) {
		throw new UnreadableFile(
			`it has more than ${largestBytes} bytes, so it is the wrong file`,
		);
	}
	return Buffer.concat(chunks).toString("utf8");
}
