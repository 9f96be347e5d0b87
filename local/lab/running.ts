import { readdir } from "node:fs/promises";
import { isLabName } from "../../plan/lab-name";
import { Capsule } from "../host/capsule";
import { stateDirectory } from "../host/host";
import { type LabState, StateStore } from "../state/state";
import { Machines } from "./machines";

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
	if (!state?.capsule || state.phase === "starting") {
		return undefined;
	}
	const capsule = await Capsule.find(state.capsule);
	if (!capsule) {
		return undefined;
	}
	const machines = new Machines(capsule, state.plan, store, state);
	return { store, state, capsule, machines };
}

/** A lab that runs, in short. */
export interface RunningLabName {
	readonly name: string;
	/** Of the catalogue. */
	readonly lab: string;
	readonly startedAt: string;
}

/** All labs that run under this state directory; those whose state cannot be read are left out. */
export async function runningLabs(): Promise<readonly RunningLabName[]> {
	const names = await readdir(stateDirectory()).catch(() => []);
	const found = await Promise.all(
		names.filter(isLabName).map(async (name) => {
			const store = new StateStore(name);
			const state = await store.read().catch(() => undefined);
			const running = await findRunning(store, state);
			return running
				? [
						{
							name,
							lab: running.state.plan.lab,
							startedAt: running.state.startedAt,
						},
					]
				: [];
		}),
	);
	return found.flat();
}
