import type { UserDataFile } from "../userdata";
import type { TimingProfile } from "./timing";

/** Milliseconds after which Linux asks once more for a neighbour that did not answer (`retrans_time_ms`), unless told. */
const LINUX_RETRANS_MS = 1000;

/** How often Linux asks for a neighbour before it gives up (`ucast_solicit`, `mcast_solicit`). */
const LINUX_PROBES = 3;

/**
 * Has the nodes ask for each other by ARP as often as they advertise.
 *
 * A peer that cannot be reached for some seconds is forgotten: from then on each advertisement waits for an answer to
 * the next ARP request. With Linux's second between two requests, a healed pair with sub-second advertisements has two
 * masters for up to a second, as neither hears the other. The waiting time as a whole stays that of Linux: nobody is
 * given up earlier than without this.
 *
 * By `ip` at each start of keepalived and not by sysctl: these settings belong to an interface that has to be there, and
 * in containers some kernels do not show them as files. Where it fails, keepalived starts all the same.
 *
 * @returns nothing where Linux asks often enough by itself
 */
export function neighbourFiles(
	interfaceName: string,
	{ advertIntervalSeconds }: TimingProfile,
): readonly UserDataFile[] {
	const retransMs = Math.round(advertIntervalSeconds * 1000);
	if (retransMs >= LINUX_RETRANS_MS) {
		return [];
	}
	const probes = Math.ceil((LINUX_PROBES * LINUX_RETRANS_MS) / retransMs);
	const settings = `retrans ${retransMs} ucast_probes ${probes} mcast_probes ${probes}`;
	return [
		{
			path: "/etc/systemd/system/keepalived.service.d/neighbours.conf",
			content: `[Service]\nExecStartPre=-/sbin/ip ntable change name arp_cache dev ${interfaceName} ${settings}\n`,
		},
	];
}
