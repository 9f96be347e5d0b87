import { type CheckContext, show } from "../keywords/context";
import type { VrrpInstance } from "../model/vrrp-instance";
import { eachInstance, type Rule } from "./rule";

/** Unicast is complete, and nothing of multicast is mixed in. */
export const unicast: Rule = (config, context) => {
	eachInstance(config, context, (instance, at) => {
		const peers = instance.unicastPeer ?? [];
		if (peers.length === 0) {
			checkWithoutPeers(instance, at);
			return;
		}
		checkPeers(instance, peers, at);
		if (instance.useVmac === true) {
			at.at("useVmac").refuse({
				given: "use_vmac with unicast",
				allowed: "use_vmac with multicast",
				remedy: "Remove useVmac; a cloud drops foreign MAC addresses anyway.",
			});
		}
		if (instance.mcastSrcIp !== undefined) {
			at.at("mcastSrcIp").refuse({
				given: "mcast_src_ip with unicast",
				allowed: "mcast_src_ip with multicast",
				remedy: "Name the address in unicastSrcIp instead.",
			});
		}
	});
};

function checkWithoutPeers(instance: VrrpInstance, at: CheckContext): void {
	if (instance.unicastSrcIp !== undefined) {
		at.at("unicastSrcIp").refuse({
			given: `${show(instance.unicastSrcIp)} without peers`,
			allowed: "unicastSrcIp with unicastPeer",
			remedy:
				"List the other nodes in unicastPeer; keepalived falls back to multicast otherwise.",
		});
	}
	if (instance.checkUnicastSrc === true) {
		at.at("checkUnicastSrc").refuse({
			given: "check_unicast_src without peers",
			allowed: "checkUnicastSrc with unicastPeer",
			remedy: "List the other nodes in unicastPeer, or remove it.",
		});
	}
}

function checkPeers(
	instance: VrrpInstance,
	peers: readonly string[],
	at: CheckContext,
): void {
	peers.forEach((peer, index) => {
		if (peer === instance.unicastSrcIp) {
			at.at("unicastPeer")
				.atIndex(index)
				.refuse({
					given: `${show(peer)}, the node's own unicastSrcIp`,
					allowed: "the addresses of the other nodes",
					remedy: "Remove it: a node is not its own peer.",
				});
		}
		if (peers.indexOf(peer) !== index) {
			at.at("unicastPeer")
				.atIndex(index)
				.refuse({
					given: `${show(peer)} a second time`,
					allowed: "each peer once",
					remedy: "Remove the repetition.",
				});
		}
	});
}
