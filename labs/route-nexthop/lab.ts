import { Vrrp } from "../../design/vrrp";
import type { LabDefinition } from "../lab-definition";

/** Two nodes and a /32 in the route table; the new master changes its next hop through the cloud's API. */
export const routeNexthop: LabDefinition = {
	title:
		"A host route on two nodes: the new master moves the next hop through the cloud's API",
	vipModes: ["route"],
	homes: ["cloud", "local"],
	vipCount: 1,
	pages: ["Master", "Slave"],
	vrrp: (virtualRouterId) => Vrrp.nopreempt({ virtualRouterId }),
};
