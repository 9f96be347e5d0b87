import { type IncomingMessage, request } from "node:http";
import { text as textOf } from "node:stream/consumers";
import { z } from "zod";
import { type FaultInForce, type FaultRule, faultRule } from "../api/faults";
import type { Capsule } from "../host/capsule";
import { LocalLabError } from "../host/errors";
import { type CloudStatus, cloudStatusSchema } from "./cloud-status";

const TIMEOUT_MS = 5_000;

const faultSchema = z.looseObject({ id: z.string() });
const faultsSchema = z.array(
	z.object({ id: z.string(), rule: faultRule, strikes: z.int() }),
);
const complaintSchema = z.looseObject({ message: z.string() });

/** Where the process listens, as seen in the capsule. */
export const CONTROL_SOCKET = "/run/halab/cloud.sock";

/** The control of a lab's local cloud. */
export function cloudControl(capsule: Capsule): CloudControl {
	return new CloudControl(capsule.path(CONTROL_SOCKET));
}

/** What can be asked of a lab's local cloud. */
export class CloudControl {
	/**
	 * @param socket path of the control socket, as seen by this process
	 */
	constructor(private readonly socket: string) {}

	/** @throws LocalLabError when the local cloud does not answer */
	async status(): Promise<CloudStatus> {
		return cloudStatusSchema.parse(await this.ask("GET", "/status"));
	}

	/**
	 * Let the cloud's API misbehave.
	 *
	 * @returns the fault's name, for {@link heal}
	 */
	async inject(rule: FaultRule): Promise<string> {
		return faultSchema.parse(await this.ask("POST", "/faults", rule)).id;
	}

	async heal(fault: string): Promise<void> {
		await this.ask("DELETE", `/faults/${encodeURIComponent(fault)}`);
	}

	/** The faults that are in force. */
	async faults(): Promise<readonly FaultInForce[]> {
		return faultsSchema.parse(await this.ask("GET", "/faults"));
	}

	/** Take all faults away. */
	async healAll(): Promise<void> {
		await this.ask("DELETE", "/faults");
	}

	private async ask(
		method: string,
		path: string,
		body?: object,
	): Promise<unknown> {
		const { status, text } = await this.send(method, path, body).catch(
			(error: unknown) => {
				throw new LocalLabError("The lab's local cloud does not answer.", {
					remedy:
						"It restarts by itself, so try again. If that does not help, read cloud.log in the lab's directory, or run `halab down`, then `halab up`.",
					cause: error,
				});
			},
		);
		const answer: unknown = text === "" ? undefined : JSON.parse(text);
		if (status < 400) {
			return answer;
		}
		const complaint = complaintSchema.safeParse(answer);
		throw new LocalLabError(
			`The lab's local cloud refused: ${complaint.data?.message ?? status}`,
			{
				remedy:
					"Correct the request; `halab api faults` lists the faults that are in force.",
			},
		);
	}

	private async send(
		method: string,
		path: string,
		body: object | undefined,
	): Promise<{ readonly status: number; readonly text: string }> {
		const answer = await new Promise<IncomingMessage>((resolve, reject) => {
			const options = {
				socketPath: this.socket,
				method,
				path,
				headers: body ? { "content-type": "application/json" } : {},
				signal: AbortSignal.timeout(TIMEOUT_MS),
			};
			request(options, resolve)
				.once("error", reject)
				.end(body && JSON.stringify(body));
		});
		return { status: answer.statusCode ?? 0, text: await textOf(answer) };
	}
}
