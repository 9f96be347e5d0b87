import { Vrrp } from "../../design/vrrp";
import type { LabDefinition } from "../lab-definition";

/** Two nodes and a HAVIP; whoever takes the address over keeps it. */
export const havipNopreempt: LabDefinition = {
	title:
		"A HAVIP on two nodes without preemption: the address moves on a fault and stays there",
	vipModes: ["havip"],
	homes: ["cloud", "local"],
	vipCount: 1,
	pages: ["Master", "Slave"],
	vrrp: (virtualRouterId) => Vrrp.nopreempt({ virtualRouterId }),
};
