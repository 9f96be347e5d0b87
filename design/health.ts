import { DesignError } from "./errors";

/** What decides whether a node may hold the floating address. Closed: an adapter switches over `kind`. */
export type HealthSpec =
	| { readonly kind: "process"; readonly unit: string }
	| { readonly kind: "http"; readonly path: string }
	| { readonly kind: "script"; readonly command: readonly string[] }
	| { readonly kind: "file"; readonly path: string };

/** Props of {@link Health.http}. */
export interface HttpHealthProps {
	/**
	 * Path that is asked for on the service's port; any 2xx or 3xx answer is healthy.
	 *
	 * @default "/"
	 */
	readonly path?: string;
}

/** Props of {@link Health.script}. */
export interface ScriptHealthProps {
	/**
	 * The program, by its absolute path, and its arguments. It runs as root and without a shell; exit status 0 is healthy.
	 */
	readonly command: readonly string[];
}

const ABSOLUTE_PATH = /^\/[A-Za-z0-9._/@+-]+$/;

/**
 * How a node finds out that its service is ill. Every check leads to FAULT, never to a lower priority:
 * with `nopreempt` a lower priority moves nothing (keepalived accepts lower adverts then).
 */
export class Health {
	private constructor(readonly spec: HealthSpec) {}

	/**
	 * Event-driven: systemd writes the unit's state into a file that keepalived tracks, so that a crash is known
	 * within milliseconds and without polling.
	 *
	 * @param unit systemd unit of the service without its `.service`
	 */
	static process(unit: string): Health {
		return new Health({ kind: "process", unit });
	}

	/**
	 * Polling, several times a second: a watchdog asks the service over HTTP. Finds what systemd cannot see, such as a
	 * hung process. How often, and how long an answer may take, is the timing profile's.
	 */
	static http(props: HttpHealthProps = {}): Health {
		const path = props.path ?? "/";
		if (!/^\/[A-Za-z0-9._~/-]*$/.test(path)) {
			throw new DesignError(
				"health.path",
				`"${path}" is not a plain path; allowed is "/" followed by letters, digits and . _ ~ / -`,
			);
		}
		return new Health({ kind: "http", path });
	}

	/** Polling, once a second at most: runs a program, such as `redis-cli ping`. */
	static script(props: ScriptHealthProps): Health {
		const [program = ""] = props.command;
		if (!ABSOLUTE_PATH.test(program)) {
			throw new DesignError(
				"health.command",
				`"${program}" is not the absolute path of a program; keepalived runs no shell and looks nothing up`,
			);
		}
		return new Health({ kind: "script", command: props.command });
	}

	/**
	 * A file that people or programs write: 0 is healthy, any other number sends the node to FAULT. For planned work:
	 * `echo 1 >FILE` moves the address away, `echo 0 >FILE` ends it.
	 *
	 * @param path absolute path; the directory must exist
	 */
	static file(path: string): Health {
		if (!ABSOLUTE_PATH.test(path)) {
			throw new DesignError(
				"health.file",
				`"${path}" is not an absolute path of letters, digits and . _ / @ + -`,
			);
		}
		return new Health({ kind: "file", path });
	}
}
