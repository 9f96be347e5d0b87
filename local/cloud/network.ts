import type { Announcement } from "../fabric/announcements";
import type { DroppedAnnouncements } from "../fabric/dropped-announcements";
import type { VpcState } from "../vpc/entities";

/** The network under a local cloud. */
export interface Network {
	/** Make the network what the state says. */
	apply(state: VpcState): Promise<void>;
	/**
	 * Reports each gratuitous ARP that passes the switch.
	 *
	 * @returns a function that stops watching
	 */
	watch(onAnnouncement: (seen: Announcement) => void): () => Promise<void>;
	/** Gratuitous ARPs that did not pass. */
	dropped(): Promise<readonly DroppedAnnouncements[]>;
	close(): Promise<void>;
}
