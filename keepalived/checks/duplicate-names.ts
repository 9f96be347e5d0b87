import { show } from "../keywords/context";
import { headerOf } from "../model/virtual-server";
import type { Rule } from "./rule";

/** Blocks of one kind have different names; keepalived skips or mixes up those that do not. */
export const duplicateNames: Rule = (config, context) => {
	const lists = {
		vrrpScripts: config.vrrpScripts?.map(({ name }) => name),
		trackFiles: config.trackFiles?.map(({ name }) => name),
		vrrpTrackProcesses: config.vrrpTrackProcesses?.map(({ name }) => name),
		vrrpSyncGroups: config.vrrpSyncGroups?.map(({ name }) => name),
		vrrpInstances: config.vrrpInstances?.map(({ name }) => name),
		virtualServers: config.virtualServers?.map(headerWithProtocol),
	};
	for (const [list, names = []] of Object.entries(lists)) {
		names.forEach((name, index) => {
			const first = names.indexOf(name);
			if (first === index) {
				return;
			}
			context
				.at(list)
				.atIndex(index, name)
				.refuse({
					given: `the name ${show(name)}, which ${list}[${first}] has already`,
					allowed: "a name of its own",
					remedy: "Rename one of them.",
				});
		});
	}
};

function headerWithProtocol(server: Parameters<typeof headerOf>[0]): string {
	return server.fwmark === undefined
		? `${headerOf(server)} ${server.protocol}`
		: headerOf(server);
}
