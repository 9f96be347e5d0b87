import { createServer, type Server } from "node:http";
import type { Socket } from "node:net";
import type { Faults } from "./faults";

/** The listening socket, which a `refuse` fault shuts for a while. */
export class Listener {
	private server: Server | undefined;
	private readonly sockets = new Set<Socket>();
	private where: { readonly host: string; readonly port: number } | undefined;
	private reopening: NodeJS.Timeout | undefined;
	private readonly forget: () => void;

	constructor(
		private readonly faults: Faults,
		private readonly onError: (error: unknown) => void,
	) {
		this.forget = faults.onChange(() => this.follow());
	}

	make(handler: Parameters<typeof createServer>[1]): Server {
		this.server = createServer({ noDelay: true }, handler);
		this.server.on("connection", (socket) => {
			this.sockets.add(socket);
			socket.once("close", () => this.sockets.delete(socket));
		});
		return this.server;
	}

	async open(host: string, port: number): Promise<number> {
		await this.listen(host, port);
		const address = this.server?.address();
		const bound =
			typeof address === "object" && address !== null ? address.port : port;
		this.where = { host, port: bound };
		this.follow();
		return bound;
	}

	async close(): Promise<void> {
		this.forget();
		clearTimeout(this.reopening);
		this.where = undefined;
		await this.shut();
	}

	/** Opens or shuts the socket as the faults say. */
	private follow(): void {
		if (this.where === undefined) {
			return;
		}
		clearTimeout(this.reopening);
		const wait = this.faults.refusesFor();
		if (wait > 0) {
			void this.shut();
			if (Number.isFinite(wait)) {
				this.reopening = setTimeout(() => this.follow(), wait);
			}
		} else if (!this.server?.listening) {
			this.listen(this.where.host, this.where.port).catch(this.onError);
		}
	}

	private listen(host: string, port: number): Promise<void> {
		return new Promise((resolve, reject) => {
			this.server?.once("error", reject).listen(port, host, () => {
				this.server?.off("error", reject);
				resolve();
			});
		});
	}

	private shut(): Promise<void> {
		return new Promise((resolve) => {
			if (this.server?.listening) {
				this.server.close(() => resolve());
			} else {
				resolve();
			}
			for (const socket of this.sockets) {
				socket.resetAndDestroy();
			}
		});
	}
}
