import { compact } from "./compact";
import { staticFile } from "./static-file";
import type { UserDataFile } from "./user-data";

/** Where the nexthop helper's modules are on a node. */
const LIBRARY = "/usr/local/lib/halab";

const file = (path: string, name: string): UserDataFile => ({
	path,
	content: compact(name, staticFile(`nexthop/${name}`)),
});

/**
 * The nexthop helper of a node: its core, the driver of the node's cloud, and the timer that keeps the routes right.
 *
 * @param cloud name of the driver
 */
export const nexthopFiles = (cloud: string): readonly UserDataFile[] => [
	file(`${LIBRARY}/nexthop.py`, "nexthop.py"),
	file(`${LIBRARY}/${cloud}.py`, `${cloud}.py`),
	{
		...file("/usr/local/sbin/halab-nexthop", "halab-nexthop"),
		permissions: "0755",
	},
	file("/etc/systemd/system/halab-nexthop.service", "halab-nexthop.service"),
	file("/etc/systemd/system/halab-nexthop.timer", "halab-nexthop.timer"),
];
