import { createInterface } from "node:readline";
import { fileBeside } from "../base/file-beside";
import { HalabError } from "../base/halab-error";
import {
	type ClockEstimate,
	type ClockRoundTrip,
	estimateClock,
} from "./clock";
import type { SshConnection } from "./connection";

const PROGRAM = fileBeside(__dirname, "clock.py");
const ROUND_TRIPS = 15;
/** In this time two good clocks part by less than a millisecond. */
const VALID_MS = 20_000;

/** The machines' clocks, each compared with the bench's from time to time. */
export class Clocks {
	private readonly known = new Map<
		string,
		{ readonly estimate: Promise<ClockEstimate>; readonly untilNs: number }
	>();

	/** @param now nanoseconds of the bench's clock */
	constructor(
		private readonly connection: SshConnection,
		private readonly now: () => number,
	) {}

	/** @throws HalabError when the machine cannot be asked */
	of(machine: string): Promise<ClockEstimate> {
		const known = this.known.get(machine);
		if (known !== undefined && this.now() < known.untilNs) {
			return known.estimate;
		}
		const estimate = this.compare(machine);
		const untilNs = this.now() + VALID_MS * 1e6;
		this.known.set(machine, { estimate, untilNs });
		estimate.catch(() => this.forget(machine));
		return estimate;
	}

	/** A machine that boots begins its monotonic clock anew. */
	forget(machine: string): void {
		this.known.delete(machine);
	}

	private async compare(machine: string): Promise<ClockEstimate> {
		const child = this.connection.start(machine, ["python3", "-c", PROGRAM]);
		let complaint = "";
		child.stderr.on("data", (chunk: Buffer) => {
			complaint += chunk.toString();
		});
		child.stdin.on("error", () => {});
		// Also when there is no ssh to start: then no line comes.
		child.on("error", () => {});
		const roundTrips: ClockRoundTrip[] = [];
		let sentNs = this.now();
		child.stdin.write("\n");
		for await (const line of createInterface({ input: child.stdout })) {
			const receivedNs = this.now();
			const [monotonicNs = Number.NaN, wallNs = Number.NaN] = line
				.split(" ")
				.map(Number);
			roundTrips.push({ sentNs, receivedNs, monotonicNs, wallNs });
			if (roundTrips.length === ROUND_TRIPS) {
				child.stdin.end();
			} else {
				sentNs = this.now();
				child.stdin.write("\n");
			}
		}
		if (roundTrips.length < ROUND_TRIPS) {
			throw new HalabError(`${machine} does not tell its clock.`, {
				remedy:
					"It needs python3, which the clouds' Debian and Ubuntu images have.",
				log: complaint,
			});
		}
		return estimateClock(roundTrips);
	}
}
