import { constants } from "node:fs";
import { type FileHandle, open, readFile, rename } from "node:fs/promises";
import { dirname, join } from "node:path";
import { isMissing } from "../../base/file-problem";
import { LocalLabError } from "../host/errors";
import type { VpcState } from "./entities";
import type { VpcEvent } from "./events";
import { fold } from "./evolve";
import {
	firstLineOf,
	LineError,
	lineOf,
	readFirstLine,
	readLine,
} from "./journal-line";

/** What a journal file tells. */
export interface JournalContent {
	readonly state: VpcState;
	/** Bytes up to the end of the last whole line. */
	readonly size: number;
}

/** Where a store keeps its journal. */
export const journalPath = (directory: string): string =>
	join(directory, "vpc.ndjson");

/**
 * Reads a journal, without a last line that was cut off when its writer was killed.
 *
 * @returns `undefined` when there is none
 * @throws LocalLabError when it cannot be read, or is no journal
 */
export async function readJournal(
	path: string,
): Promise<JournalContent | undefined> {
	let bytes: Buffer;
	try {
		bytes = await readFile(path);
	} catch (error) {
		if (isMissing(error)) {
			return undefined;
		}
		throw new LocalLabError(
			`${path} cannot be read: ${error instanceof Error ? error.message : error}.`,
			{ remedy: "Make it readable for the user who runs halab.", cause: error },
		);
	}
	const size = bytes.lastIndexOf("\n") + 1;
	const [first = "", ...lines] = bytes
		.toString("utf8", 0, size)
		.split("\n")
		.slice(0, -1);
	let number = 1;
	try {
		let state = readFirstLine(first);
		for (const line of lines) {
			number += 1;
			state = fold(state, readLine(line));
		}
		return { state, size };
	} catch (error) {
		if (!(error instanceof LineError)) {
			throw error;
		}
		throw new LocalLabError(
			`Line ${number} of ${path} is not one that this version of halab has written.`,
			{
				remedy:
					"The local cloud cannot be continued: take the lab down (halab down) and start it again.",
				log: error.message,
				cause: error,
			},
		);
	}
}

/** Events on disk, a command a line. One process writes it. */
export class JournalFile {
	private constructor(
		private readonly path: string,
		private handle: FileHandle,
		private bytes: number,
		private begunWith: number,
	) {}

	/** Begins a journal in the place of any other: whoever looks sees the old one or the new one, also after a crash. */
	static async begin(path: string, state: VpcState): Promise<JournalFile> {
		const { handle, size } = await replace(path, state);
		return new JournalFile(path, handle, size, size);
	}

	/** Goes on behind the last whole line. */
	static async resume(
		path: string,
		{ size }: JournalContent,
	): Promise<JournalFile> {
		const handle = await open(path, constants.O_WRONLY | constants.O_APPEND);
		await handle.truncate(size);
		return new JournalFile(path, handle, size, size);
	}

	/** In bytes. */
	get size(): number {
		return this.bytes;
	}

	/** How large the journal was when this process began to write it, in bytes. */
	get initialSize(): number {
		return this.begunWith;
	}

	/**
	 * @param commands the events of each
	 * @param durable whether to wait until the disk has them
	 */
	async append(
		commands: readonly (readonly VpcEvent[])[],
		durable: boolean,
	): Promise<void> {
		const text = commands.map(lineOf).join("");
		await this.handle.appendFile(text);
		if (durable) {
			await this.handle.datasync();
		}
		this.bytes += Buffer.byteLength(text);
	}

	/** Begins anew with the state, which says the same as all lines. */
	async compact(state: VpcState): Promise<void> {
		const { handle, size } = await replace(this.path, state);
		const old = this.handle;
		this.handle = handle;
		this.bytes = size;
		this.begunWith = size;
		await old.close();
	}

	async close(): Promise<void> {
		try {
			await this.handle.datasync();
		} finally {
			await this.handle.close();
		}
	}
}

async function replace(
	path: string,
	state: VpcState,
): Promise<{ readonly handle: FileHandle; readonly size: number }> {
	const { O_WRONLY, O_APPEND, O_CREAT, O_TRUNC } = constants;
	const text = firstLineOf(state);
	const unfinished = `${path}.new`;
	const handle = await open(
		unfinished,
		O_WRONLY | O_APPEND | O_CREAT | O_TRUNC,
		0o600,
	);
	try {
		await handle.appendFile(text);
		await handle.sync();
		await rename(unfinished, path);
		await syncDirectory(dirname(path));
	} catch (error) {
		await handle.close();
		throw error;
	}
	return { handle, size: Buffer.byteLength(text) };
}

/** A new name lasts when its directory is on the disk. */
async function syncDirectory(path: string): Promise<void> {
	const directory = await open(path, constants.O_RDONLY);
	try {
		await directory.sync();
	} finally {
		await directory.close();
	}
}
