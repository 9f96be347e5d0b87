import { unlink } from "node:fs/promises";
import { defined } from "../../base/defined";
import { cloudAddresses } from "../../design/cloud-addresses";
import type { LocalPlan } from "../../plan/lab-plan";
import { type ApiCallRecord, apiServer } from "../api/server";
import { DIALECTS } from "../clouds/dialects";
import { callerAt } from "../metadata/caller";
import { metadataServer } from "../metadata/server";
import { carriesPackets } from "../vpc/carries-packets";
import type { NextHop, VpcState } from "../vpc/entities";
import type { VpcEvent } from "../vpc/events";
import { openVpcStore } from "../vpc/journal";
import { type CloudEventLog, monotonicNs } from "./cloud-events";
import { controlServer } from "./control-server";
import type { Network } from "./network";

export interface LocalCloudOptions {
	readonly plan: LocalPlan;
	/** Directory of the journal; `prepareCloud` has made it. */
	readonly directory: string;
	readonly network: Network;
	readonly events: CloudEventLog;
	readonly controlSocket: string;
	/** Called with what goes wrong beside the requests. */
	readonly onError: (error: unknown) => void;
}

/** A local cloud at work. */
export interface LocalCloud {
	close(): Promise<void>;
}

/**
 * Starts a local cloud: the state from its journal, the network that follows it, the metadata service and the API at
 * their own addresses, and a socket for the commands of halab.
 */
export async function startLocalCloud(
	options: LocalCloudOptions,
): Promise<LocalCloud> {
	const { plan, network, events, onError } = options;
	const { metadata, api } = cloudAddresses(plan.cloud, plan.region);
	const dialect = DIALECTS[plan.cloud];
	let followed: VpcState | undefined;
	const store = await openVpcStore({
		directory: options.directory,
		follow: async (state, happened) => {
			if (happened.every(({ type }) => type === "havip-announced")) {
				return;
			}
			await network.apply(state);
			noteRoutes(events, followed ?? state, state);
			followed = state;
		},
	});
	followed = store.state;
	await network.apply(followed);

	const machineAt = (address: string): string | undefined =>
		callerAt(store.state, address)?.instance.name;
	const apiService = apiServer({
		dialect: dialect.api(),
		service: store,
		onError,
		log: (call) => noteCall(events, call, machineAt(call.sourceAddress)),
	});
	const metadataService = metadataServer({
		dialect: dialect.metadata,
		service: store,
	});
	const control = controlServer(store, apiService.faults, network);
	await unlink(options.controlSocket).catch(() => {});
	await Promise.all([
		apiService.listen(api.address, api.port),
		metadataService.listen({ host: metadata.address, port: metadata.port }),
		control.listen({ path: options.controlSocket }),
	]);
	const unwatch = network.watch(({ timeNs, address, mac }) => {
		store
			.execute({ type: "announce-havip", address, mac })
			.then((happened) => {
				const machine = ownerIn(store.state, happened);
				if (machine === undefined) {
					return;
				}
				events.add({ type: "announcement", timeNs, address, machine });
			})
			.catch(onError);
	});
	return {
		async close() {
			await unwatch();
			await Promise.all([
				apiService.close(),
				metadataService.close(),
				control.close(),
			]);
			await store.close();
			await network.close();
			await events.close();
		},
	};
}

function noteCall(
	events: CloudEventLog,
	{ at, action, code, durationMs }: ApiCallRecord,
	machine: string | undefined,
): void {
	events.add({
		type: "api",
		timeNs: at,
		action,
		...defined({ machine, code: code || undefined }),
		durationMs,
	});
}

/** Notes where packets go from now on. */
function noteRoutes(
	events: CloudEventLog,
	before: VpcState,
	after: VpcState,
): void {
	const timeNs = monotonicNs();
	const were = nextMachines(before);
	const are = nextMachines(after);
	for (const destination of new Set([...were.keys(), ...are.keys()])) {
		const machine = are.get(destination);
		if (machine === were.get(destination)) {
			continue;
		}
		events.add({
			type: "route",
			timeNs,
			destination,
			...defined({ machine }),
		});
	}
}

/** Destination → the machine to which packets for it go. */
function nextMachines(state: VpcState): ReadonlyMap<string, string> {
	const found = new Map<string, string>();
	for (const route of Object.values(state.routes).filter(carriesPackets)) {
		const machine = machineOf(state, route.nextHop);
		if (machine !== undefined) {
			found.set(route.destination, machine);
		}
	}
	return found;
}

function machineOf(state: VpcState, hop: NextHop): string | undefined {
	return hop.kind === "instance"
		? state.instances[hop.instanceId]?.name
		: undefined;
}

function ownerIn(
	state: VpcState,
	happened: readonly VpcEvent[],
): string | undefined {
	for (const event of happened) {
		if (event.type === "havip-announced") {
			return state.instances[event.instanceId]?.name;
		}
	}
	return undefined;
}
