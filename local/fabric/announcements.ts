import { type ChildProcess, spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { z } from "zod";
import { LocalLabError } from "../host/errors";
import type { FabricPlan } from "./fabric-plan";
import { enterNetwork } from "./network-run";

const SCRIPT = join(__dirname, "files", "garp_watch.py");
const RESTART_DELAY_MS = 200;

const announcementSchema = z.object({
	timeNs: z.number(),
	wallMs: z.number(),
	address: z.string(),
	mac: z.string(),
	interface: z.string(),
});

/** A gratuitous ARP that passed the switch: its sender may use that address. */
export interface Announcement {
	/** Nanoseconds of the monotonic clock, which all machines of a lab share. */
	readonly timeNs: number;
	/** Milliseconds since 1970. */
	readonly wallMs: number;
	readonly address: string;
	readonly mac: string;
	/** The bridge that saw it. */
	readonly interface: string;
}

export interface WatchOptions {
	/** Directory of the node image, whose Python runs the watcher. */
	readonly image: string;
	readonly onAnnouncement: (seen: Announcement) => void;
	/** Called when the watcher ends by itself; it is started again. */
	readonly onError: (error: LocalLabError) => void;
	/** Words that lead into the capsule, for a process outside of it. */
	readonly entry?: readonly string[];
}

export interface AnnouncementWatch {
	/** Resolves when nothing is missed any more. */
	readonly ready: Promise<void>;
	stop(): Promise<void>;
}

/** Watch the switch for gratuitous ARPs, until stopped. The watcher's process ends with this one. */
export function watchAnnouncements(
	fabric: FabricPlan,
	options: WatchOptions,
): AnnouncementWatch {
	let stopped = false;
	let child: ChildProcess | undefined;
	let timer: NodeJS.Timeout | undefined;
	let ended: Promise<void> = Promise.resolve();
	let tellReady = (): void => {};
	const ready = new Promise<void>((resolve) => {
		tellReady = resolve;
	});

	const start = (): void => {
		const process = startWatcher(fabric, options);
		child = process;
		let complaint = "";
		process.stderr?.on("data", (chunk: Buffer) => {
			complaint += chunk.toString();
		});
		if (process.stdout) {
			createInterface({ input: process.stdout }).on("line", (line) => {
				if (line === "") {
					tellReady();
				} else {
					options.onAnnouncement(announcementSchema.parse(JSON.parse(line)));
				}
			});
		}
		ended = new Promise((resolve) => {
			process.once("close", () => resolve());
			process.once("error", (error) => {
				complaint += error.message;
				resolve();
			});
		});
		void ended.then(() => {
			if (stopped) {
				return;
			}
			options.onError(
				new LocalLabError("The watch for gratuitous ARPs has ended.", {
					remedy:
						"It is being started again. Run `halab doctor` if this happens repeatedly.",
					log: complaint,
				}),
			);
			timer = setTimeout(start, RESTART_DELAY_MS);
		});
	};
	start();
	return {
		ready,
		async stop() {
			stopped = true;
			clearTimeout(timer);
			child?.kill("SIGKILL");
			await ended;
		},
	};
}

function startWatcher(
	{ bridges }: FabricPlan,
	{ entry = [], image }: WatchOptions,
): ChildProcess {
	const [command = "", ...args] = [
		...entry,
		...enterNetwork("switch"),
		"setpriv",
		"--pdeathsig",
		"KILL",
		"chroot",
		image,
		// Isolated and without site packages: it starts in a third of the time.
		"python3",
		"-I",
		"-S",
		"-",
		...bridges.map(({ name }) => name),
	];
	const child = spawn(command, args, { stdio: "pipe" });
	// It may end before it has read the script.
	child.stdin.on("error", () => {});
	child.stdin.end(readFileSync(SCRIPT));
	return child;
}
