import type { KeepalivedConfig } from "../model/config";
import type { Track } from "../model/tracking";

/** The lists of trackers of an instance or a sync group. */
export interface Trackers {
	readonly trackInterface?: readonly Track[];
	readonly trackScript?: readonly Track[];
	readonly trackFile?: readonly Track[];
	readonly trackProcess?: readonly Track[];
}

/** The properties of {@link Trackers}. */
export type TrackerKind = keyof Trackers;

export const TRACKER_KINDS: readonly TrackerKind[] = [
	"trackInterface",
	"trackScript",
	"trackFile",
	"trackProcess",
];

/** A tracker with the weight it has in effect. */
export interface EffectiveTracker {
	readonly kind: TrackerKind;
	readonly index: number;
	readonly name: string;
	readonly weight: number;
	/** Where the weight comes from, in words. */
	readonly origin: string;
}

/** keepalived's own weights where none is given. */
const DEFAULT_WEIGHT: Readonly<Record<TrackerKind, number>> = {
	trackInterface: 0,
	trackScript: 0,
	trackFile: 1,
	trackProcess: 0,
};

/** All trackers with the weight in effect: their own, else the definition's, else keepalived's default. */
export function effectiveTrackers(
	config: KeepalivedConfig,
	trackers: Trackers,
): readonly EffectiveTracker[] {
	return TRACKER_KINDS.flatMap((kind) =>
		(trackers[kind] ?? []).map(({ name, weight }, index) => ({
			kind,
			index,
			name,
			...effectiveWeight(config, kind, name, weight),
		})),
	);
}

/** The definitions that a kind of tracker refers to; none for interfaces. */
export function definitionsOf(
	config: KeepalivedConfig,
	kind: TrackerKind,
): readonly { readonly name: string; readonly weight?: number }[] {
	switch (kind) {
		case "trackInterface":
			return [];
		case "trackScript":
			return config.vrrpScripts ?? [];
		case "trackFile":
			return config.trackFiles ?? [];
		case "trackProcess":
			return config.vrrpTrackProcesses ?? [];
	}
}

function effectiveWeight(
	config: KeepalivedConfig,
	kind: TrackerKind,
	name: string,
	own: number | undefined,
): { readonly weight: number; readonly origin: string } {
	if (own !== undefined) {
		return { weight: own, origin: "given here" };
	}
	const defined = definitionsOf(config, kind).find(
		(definition) => definition.name === name,
	)?.weight;
	if (defined !== undefined) {
		return { weight: defined, origin: "from its definition" };
	}
	return {
		weight: DEFAULT_WEIGHT[kind],
		origin: "the default, as neither here nor its definition gives one",
	};
}
