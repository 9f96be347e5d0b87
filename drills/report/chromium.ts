import { type ChildProcess, spawn } from "node:child_process";
import { accessSync, constants } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { Readable, Writable } from "node:stream";
import { z } from "zod";

const NAMES = ["chromium", "chromium-browser", "google-chrome"];
const TIMEOUT_MS = 30_000;

const isExecutable = (file: string): boolean => {
	try {
		accessSync(file, constants.X_OK);
		return true;
	} catch {
		return false;
	}
};

/** Chromium on this machine's path, if there is one. */
export const findChromium = (): string | undefined =>
	(process.env["PATH"] ?? "")
		.split(delimiter)
		.flatMap((directory) => NAMES.map((name) => join(directory, name)))
		.find(isExecutable);

const messageSchema = z.object({
	id: z.int().optional(),
	method: z.string().optional(),
	params: z.unknown().optional(),
	result: z.unknown().optional(),
	error: z.object({ message: z.string() }).optional(),
	sessionId: z.string().optional(),
});

/** What a page reported by itself, e.g. `Runtime.exceptionThrown`. */
export interface BrowserEvent {
	readonly method: string;
	readonly params: unknown;
}

/**
 * A Chromium without a window and with one page, driven over a pipe by the DevTools protocol.
 * It reaches no network by itself; its profile is a directory of its own that goes with it.
 */
export class Chromium {
	/** What the page reported, in the order of time. */
	readonly events: BrowserEvent[] = [];
	private readonly waiting = new Map<
		number,
		{ resolve(result: unknown): void; reject(error: Error): void }
	>();
	private readonly listeners = new Set<(event: BrowserEvent) => void>();
	private nextId = 1;
	private received = "";
	private session: string | undefined;
	private readonly ended: Promise<void>;

	private constructor(
		private readonly child: ChildProcess,
		private readonly input: Writable,
		output: Readable,
		private readonly profile: string,
	) {
		output.setEncoding("utf8").on("data", (text: string) => {
			this.receive(text);
		});
		input.on("error", () => {
			// It has ended; whoever waits is told below.
		});
		this.ended = new Promise((resolve) => {
			child.once("close", () => {
				for (const { reject } of this.waiting.values()) {
					reject(new Error("Chromium ended"));
				}
				this.waiting.clear();
				resolve();
			});
		});
	}

	/** @throws Error when it does not start */
	static async start(binary: string): Promise<Chromium> {
		const profile = await mkdtemp(join(tmpdir(), "halab-chromium-"));
		const child = spawn(
			binary,
			[
				"--headless",
				// Its sandbox cannot be set up by root; only pages of our own are opened.
				...(process.getuid?.() === 0 ? ["--no-sandbox"] : []),
				"--disable-gpu",
				"--no-first-run",
				"--disable-background-networking",
				"--disable-component-update",
				"--disable-sync",
				"--hide-scrollbars",
				`--user-data-dir=${profile}`,
				"--remote-debugging-pipe",
				"about:blank",
			],
			{ stdio: ["ignore", "ignore", "ignore", "pipe", "pipe"] },
		);
		await new Promise<void>((resolve, reject) => {
			child.once("spawn", resolve).once("error", reject);
		});
		const [input, output] = [child.stdio[3], child.stdio[4]];
		if (!(input instanceof Writable) || !(output instanceof Readable)) {
			throw new Error("Chromium has no pipe");
		}
		const browser = new Chromium(child, input, output, profile);
		try {
			await browser.attach();
		} catch (error) {
			await browser.close();
			throw error;
		}
		return browser;
	}

	private async attach(): Promise<void> {
		const { targetId } = z
			.object({ targetId: z.string() })
			.parse(await this.send("Target.createTarget", { url: "about:blank" }));
		const { sessionId } = z
			.object({ sessionId: z.string() })
			.parse(
				await this.send("Target.attachToTarget", { targetId, flatten: true }),
			);
		this.session = sessionId;
		for (const domain of ["Page", "Runtime", "Log", "Network"]) {
			await this.send(`${domain}.enable`);
		}
	}

	private receive(text: string): void {
		const parts = (this.received + text).split("\0");
		this.received = parts.pop() ?? "";
		for (const part of parts) {
			const { id, method, params, result, error } = messageSchema.parse(
				JSON.parse(part),
			);
			if (method !== undefined) {
				const event = { method, params };
				this.events.push(event);
				for (const listener of this.listeners) {
					listener(event);
				}
			}
			const waiting = id === undefined ? undefined : this.waiting.get(id);
			if (id !== undefined && waiting !== undefined) {
				this.waiting.delete(id);
				if (error === undefined) {
					waiting.resolve(result);
				} else {
					waiting.reject(new Error(`Chromium: ${error.message}`));
				}
			}
		}
	}

	private within<T>(promise: Promise<T>, what: string): Promise<T> {
		let timer: NodeJS.Timeout | undefined;
		const late = new Promise<never>((_, reject) => {
			timer = setTimeout(() => {
				reject(new Error(`Chromium did not answer ${what} in time`));
			}, TIMEOUT_MS);
		});
		return Promise.race([promise, late]).finally(() => clearTimeout(timer));
	}

	/** Sends a command of the DevTools protocol to the page and returns its result. */
	send(method: string, params: object = {}): Promise<unknown> {
		const id = this.nextId++;
		const answer = new Promise((resolve, reject) => {
			this.waiting.set(id, { resolve, reject });
		});
		this.input.write(
			`${JSON.stringify({ id, method, params, sessionId: this.session })}\0`,
		);
		return this.within(answer, method);
	}

	/** Opens a page and waits until it is loaded. */
	async open(url: string): Promise<void> {
		let listener: ((event: BrowserEvent) => void) | undefined;
		const loaded = new Promise<void>((resolve) => {
			listener = ({ method }) => {
				if (method === "Page.loadEventFired") {
					resolve();
				}
			};
			this.listeners.add(listener);
		});
		try {
			await this.send("Page.navigate", { url });
			await this.within(loaded, url);
		} finally {
			if (listener !== undefined) {
				this.listeners.delete(listener);
			}
		}
	}

	/** A picture of a part of the page, as PNG; with twice the pixels, as fine screens have. */
	async screenshot(width: number, height: number): Promise<Buffer> {
		const { data } = z.object({ data: z.string() }).parse(
			await this.send("Page.captureScreenshot", {
				format: "png",
				captureBeyondViewport: true,
				clip: { x: 0, y: 0, width, height, scale: 2 },
			}),
		);
		return Buffer.from(data, "base64");
	}

	/** Ends the browser and removes its profile. */
	async close(): Promise<void> {
		this.child.kill("SIGKILL");
		await this.ended;
		await rm(this.profile, { recursive: true, force: true, maxRetries: 5 });
	}
}
