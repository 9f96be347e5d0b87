import { watchAnnouncements } from "../fabric/announcements";
import {
	type DroppedAnnouncements,
	droppedAnnouncements,
} from "../fabric/dropped-announcements";
import type { FabricPlan } from "../fabric/fabric-plan";
import { FabricFollower } from "../fabric/follower";
import { networkRun } from "../fabric/network-run";
import type { Network } from "./network";

/** The lab's real network, for a process inside the capsule. */
export function labNetwork(
	fabric: FabricPlan,
	image: string,
	onError: (error: unknown) => void,
): Network {
	const run = networkRun();
	const follower = new FabricFollower(run, fabric);
	return {
		apply: (state) => follower.apply(state),
		watch(onAnnouncement) {
			const watch = watchAnnouncements(fabric, {
				image,
				onAnnouncement,
				onError,
			});
			return () => watch.stop();
		},
		dropped: (): Promise<readonly DroppedAnnouncements[]> =>
			droppedAnnouncements(fabric),
		close: () => run.close(),
	};
}
