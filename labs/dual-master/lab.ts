import { Vrrp } from "../../design/vrrp";
import type { LabDefinition } from "../lab-definition";

/** Two nodes, two addresses: each node is the master of one and takes the other's over. */
export const dualMaster: LabDefinition = {
	title:
		"Two addresses on two nodes: each node serves one and takes the other over on a fault",
	vipModes: ["havip", "route"],
	homes: ["cloud", "local"],
	vipCount: 2,
	pages: ["Master of the first address", "Master of the second address"],
	vrrp: (virtualRouterId) => Vrrp.dual([virtualRouterId, virtualRouterId + 1]),
};
