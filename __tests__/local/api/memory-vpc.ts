import { randomBytes } from "node:crypto";
import type { VpcCommand } from "../../../local/vpc/commands";
import { decide } from "../../../local/vpc/decide";
import type { VpcState } from "../../../local/vpc/entities";
import type { VpcEvent } from "../../../local/vpc/events";
import { fold } from "../../../local/vpc/evolve";
import { idsOf } from "../../../local/vpc/ids";
import type { VpcService } from "../../../local/vpc/service";

/** The real model, without a journal. */
export class MemoryVpc implements VpcService {
	/** Told after each change. */
	onChange: (state: VpcState) => void = () => {};

	constructor(public state: VpcState) {}

	async execute(command: VpcCommand): Promise<readonly VpcEvent[]> {
		const events = decide(this.state, command, {
			now: Date.now(),
			newId: idsOf(this.state.cloud, randomBytes),
		});
		this.state = fold(this.state, events);
		this.onChange(this.state);
		return events;
	}
}
