import { Capsule } from "./capsule";
import { Machines } from "./machines";
import type { LabState, StateStore } from "./state";

/** A lab whose capsule is alive, and what is known about it. */
export interface RunningLab {
	readonly store: StateStore;
	readonly state: LabState;
	readonly capsule: Capsule;
	readonly machines: Machines;
}

/** The running lab that a state tells of; `undefined` when it has ended or was never complete. */
export async function findRunning(
	store: StateStore,
	state: LabState | undefined,
): Promise<RunningLab | undefined> {
	if (!state?.capsule || state.phase !== "started") return undefined;
	const capsule = await Capsule.find(state.capsule);
	if (!capsule) return undefined;
	const machines = new Machines(capsule, state.plan, store, state);
	return { store, state, capsule, machines };
}
