import { randomBytes } from "node:crypto";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { LocalLabError } from "../host/errors";
import { type Lock, takeLock } from "../host/lock";
import type { VpcCommand } from "./commands";
import { decide } from "./decide";
import { emptyState } from "./empty-state";
import type { CloudIdentity, VpcState } from "./entities";
import type { VpcEvent } from "./events";
import { fold } from "./evolve";
import { idsOf, type NewId } from "./ids";
import { JournalError } from "./journal-error";
import { JournalFile, journalPath, readJournal } from "./journal-file";
import type { VpcService } from "./service";

export interface VpcStoreOptions {
	/** Holds the journal; made when it is missing. */
	readonly directory: string;
	/** Which cloud begins here. @default the one whose journal lies in the directory; an error when there is none */
	readonly create?: CloudIdentity;
	/** @default random ids in the cloud's own style */
	readonly newId?: NewId;
	/** Milliseconds since 1970. @default the machine's */
	readonly now?: () => number;
	/**
	 * Makes the network follow. Called when events are durable, in their order, and awaited before their commands are
	 * done and before others see the state. When it fails, so do the commands, but what has happened stays. Not told of
	 * what the journal held at the start.
	 *
	 * @default nobody follows
	 */
	readonly follow?: (
		state: VpcState,
		events: readonly VpcEvent[],
	) => Promise<void>;
	/** A journal that has grown to more bytes is written anew with the state only. @default 4 MiB */
	readonly compactAboveBytes?: number;
}

const COMPACT_ABOVE_BYTES = 4 * 1024 * 1024;

/**
 * Opens the local cloud of a directory; no other process can until it is closed or this process has ended.
 *
 * @throws LocalLabError when another process has it, when there is no journal and nothing to create, when the journal is
 * damaged or that of another cloud
 */
export async function openVpcStore(
	options: VpcStoreOptions,
): Promise<VpcStore> {
	const { directory, create } = options;
	await mkdir(directory, { recursive: true, mode: 0o700 });
	const lock = await takeLock(
		join(directory, "vpc.lock"),
		`The local cloud in ${directory}`,
		"its process",
	);
	try {
		const { file, state } = await openJournal(directory, create);
		return new VpcStore(options, lock, file, state);
	} catch (error) {
		await lock.release();
		throw error;
	}
}

async function openJournal(
	directory: string,
	create: CloudIdentity | undefined,
): Promise<{ readonly file: JournalFile; readonly state: VpcState }> {
	const path = journalPath(directory);
	const found = await readJournal(path);
	if (found === undefined) {
		if (create === undefined) {
			throw new LocalLabError(`There is no local cloud in ${directory}.`, {
				remedy: "Start the lab again: halab down, then halab up.",
			});
		}
		const state = emptyState(create);
		return { file: await JournalFile.begin(path, state), state };
	}
	const { cloud, region } = found.state;
	if (create && (create.cloud !== cloud || create.region !== region)) {
		throw new LocalLabError(
			`${directory} holds a local cloud of ${cloud} in ${region}, not of ${create.cloud} in ${create.region}.`,
			{ remedy: "Take that lab down first: halab down." },
		);
	}
	return { file: await JournalFile.resume(path, found), state: found.state };
}

/** A command that is decided, waiting for the disk. */
interface Decided {
	readonly events: readonly VpcEvent[];
	readonly after: VpcState;
	readonly resolve: () => void;
	readonly reject: (error: unknown) => void;
}

/**
 * A local cloud whose events are on the disk before anybody hears that they have happened. Commands are decided one after
 * the other; those that wait for the disk at the same time share one write.
 */
export class VpcStore implements VpcService {
	private readonly newId: NewId;
	private readonly now: () => number;
	private readonly follow: NonNullable<VpcStoreOptions["follow"]>;
	private readonly compactAboveBytes: number;
	/** With what is not durable yet: the next command is decided upon it. */
	private head: VpcState;
	private queue: Decided[] = [];
	private writing: Promise<void> | undefined;
	private ended: Error | undefined;
	private closing: Promise<void> | undefined;

	/** Use {@link openVpcStore}. */
	constructor(
		options: VpcStoreOptions,
		private readonly lock: Lock,
		private readonly file: JournalFile,
		private visible: VpcState,
	) {
		this.head = visible;
		this.newId = options.newId ?? idsOf(visible.cloud, randomBytes);
		this.now = options.now ?? Date.now;
		this.follow = options.follow ?? (() => Promise.resolve());
		this.compactAboveBytes = options.compactAboveBytes ?? COMPACT_ABOVE_BYTES;
	}

	/** What is durable and what the network follows. */
	get state(): VpcState {
		return this.visible;
	}

	/**
	 * @throws VpcError when the model refuses; JournalError when the disk fails (then nothing
	 * more is carried out, and what was under way may or may not be there when it is opened again); another error when the store
	 * is closed or `follow` fails
	 */
	async execute(command: VpcCommand): Promise<readonly VpcEvent[]> {
		if (this.ended) {
			throw this.ended;
		}
		const events = decide(this.head, command, {
			now: this.now(),
			newId: this.newId,
		});
		const after = fold(this.head, events);
		this.head = after;
		await new Promise<void>((resolve, reject) => {
			this.queue.push({ events, after, resolve, reject });
			this.writing ??= this.writeAll();
		});
		return events;
	}

	/** Finishes what has been asked for, and lets others open the directory. */
	close(): Promise<void> {
		this.closing ??= this.end();
		return this.closing;
	}

	private async end(): Promise<void> {
		this.ended ??= new Error("The local cloud's store is closed.");
		try {
			await this.writing;
			await this.file.close();
		} finally {
			await this.lock.release();
		}
	}

	private async writeAll(): Promise<void> {
		// Whoever asks in the same turn shares the first write too.
		await Promise.resolve();
		while (this.queue.length > 0) {
			const batch = this.queue;
			this.queue = [];
			await this.write(batch);
		}
		this.writing = undefined;
	}

	private async write(batch: readonly Decided[]): Promise<void> {
		const events = batch.flatMap((command) => command.events);
		const after = batch.at(-1)?.after ?? this.visible;
		try {
			if (events.length > 0) {
				await this.record(batch, events, after);
			}
		} catch (error) {
			this.breakOff(error, batch);
			return;
		}
		try {
			if (events.length > 0) {
				await this.follow(after, events);
			}
		} catch (error) {
			this.visible = after;
			for (const { reject } of batch) {
				reject(error);
			}
			return;
		}
		this.visible = after;
		for (const { resolve } of batch) {
			resolve();
		}
	}

	private async record(
		batch: readonly Decided[],
		events: readonly VpcEvent[],
		after: VpcState,
	): Promise<void> {
		const lines = batch
			.map((command) => command.events)
			.filter(({ length }) => length > 0);
		// Nothing depends on when an owner repeated itself.
		const durable = !events.every(
			(event) => event.type === "havip-announced" && !event.moved,
		);
		await this.file.append(lines, durable);
		const { size, initialSize } = this.file;
		if (size > Math.max(this.compactAboveBytes, 2 * initialSize)) {
			await this.file.compact(after);
		}
	}

	/** After a failed write nobody knows what the disk holds: opening anew reads it. */
	private breakOff(error: unknown, batch: readonly Decided[]): void {
		this.ended = new JournalError(
			`The local cloud's journal cannot be written: ${error instanceof Error ? error.message : error}.`,
			{
				remedy: "Make room on the disk; then the local cloud goes on.",
				cause: error,
			},
		);
		const rest = this.queue;
		this.queue = [];
		for (const { reject } of [...batch, ...rest]) {
			reject(this.ended);
		}
	}
}
