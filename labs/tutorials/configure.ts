import { fileBeside } from "../../base/file-beside";
import type { HaPairDesign } from "../../design/ha-pair-design";
import { reconfigurePair } from "../../design/reconfigure";
import { writeKeepalivedConf } from "../../keepalived/render";
import {
	DEFAULT_KEEPALIVED_VERSION,
	KeepalivedVersion,
} from "../../keepalived/version";
import type { Tutorial } from "./tutorial";

/** The floating address of a pair that has one. */
const vipOf = ({ vips }: HaPairDesign): string => vips[0]?.address ?? "";

/**
 * A designed pair, configured as a tutorial says. Its keepalived.conf is written without our checks: what they refuse
 * and keepalived runs, the tutorial's readers run.
 */
export const configureAs = (
	tutorial: Tutorial,
	pair: HaPairDesign,
): HaPairDesign =>
	reconfigurePair(pair, {
		preemption: tutorial.preemption,
		timing: {
			name: "classic",
			vrrpVersion: 2,
			advertIntervalSeconds: tutorial.advertIntervalSeconds,
		},
		node: ({ address, peers, facts }, index) => ({
			priority: tutorial.priorities[index === 0 ? 0 : 1],
			keepalivedConf: writeKeepalivedConf(
				tutorial.keepalived({
					index,
					address,
					peer: peers[0] ?? "",
					interfaceName: facts.interface,
					vip: vipOf(pair),
				}),
				KeepalivedVersion.parse(DEFAULT_KEEPALIVED_VERSION),
			),
			files: tutorial.scripts.map(({ path, source }) => ({
				path,
				content: fileBeside(__dirname, source),
				permissions: "0755",
			})),
			run: tutorial.prepare ?? [],
		}),
	});
