import { CAPABILITIES } from "../../design/capabilities";
import type { HaPairDesign } from "../../design/ha-pair-design";

/** What a pair's timing cannot change: how long its cloud takes to move a HAVIP; empty where there is none. */
export function havipRemark({ nodes, vips }: HaPairDesign): string {
	const cloud = nodes[0]?.facts.cloud;
	if (cloud === undefined || vips.every(({ kind }) => kind !== "havip")) {
		return "";
	}
	const { title, havipSwitch } = CAPABILITIES[cloud];
	return havipSwitch === undefined
		? ""
		: `; after that ${title} takes up to ${havipSwitch.maxMs / 1000} s to move the HAVIP (${havipSwitch.source}), whatever the profile`;
}
