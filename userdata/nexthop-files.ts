import type { StaticFile } from "./static-file";

/** Where the nexthop helper's modules are on a node. */
const LIBRARY = "/usr/local/lib/halab";

/**
 * The nexthop helper of a node: its core, the driver of the node's cloud, and the timer that keeps the routes right.
 *
 * @param cloud name of the driver
 */
export const nexthopFiles = (cloud: string): readonly StaticFile[] => [
	{ path: `${LIBRARY}/nexthop.py`, name: "nexthop/nexthop.py" },
	{ path: `${LIBRARY}/${cloud}.py`, name: `nexthop/${cloud}.py` },
	{
		path: "/usr/local/sbin/halab-nexthop",
		name: "nexthop/halab-nexthop",
		permissions: "0755",
	},
	{
		path: "/etc/systemd/system/halab-nexthop.service",
		name: "nexthop/halab-nexthop.service",
	},
	{
		path: "/etc/systemd/system/halab-nexthop.timer",
		name: "nexthop/halab-nexthop.timer",
	},
];
