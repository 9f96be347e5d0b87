import { type CheckContext, show } from "../keywords/context";
import {
	addressAndPort,
	headerOf,
	type RealServer,
	type VirtualServer,
} from "../model/virtual-server";
import type { Rule } from "./rule";

/** Servers without a port of their own were not read before. */
const PORT_OPTIONAL = "2.0.15";

/** Virtual servers are complete, and their ports and quorum fit together. */
export const virtualServers: Rule = (config, context) => {
	config.virtualServers?.forEach((server, index) => {
		const at = context.at("virtualServers").atIndex(index, headerOf(server));
		checkKind(server, at);
		checkQuorum(server, at);
		if (server.realServers.length === 0) {
			at.at("realServers").refuse({
				given: "no real server",
				allowed: "at least one",
				remedy: "Add one; keepalived ignores the virtual server otherwise.",
			});
		}
		if (server.sorryServer === undefined) {
			if (server.sorryServerInhibit === true) {
				at.at("sorryServerInhibit").refuse({
					given: "sorry_server_inhibit without a sorry server",
					allowed: "both of them",
					remedy: "Name a sorryServer or remove it.",
				});
			}
		} else {
			checkPort(server, server.sorryServer.port, at.at("sorryServer"));
		}
		const names = server.realServers.map(addressAndPort);
		server.realServers.forEach((real, realIndex) => {
			const name = addressAndPort(real);
			const realAt = at.at("realServers").atIndex(realIndex, name);
			checkPort(server, real.port, realAt);
			checkCheckers(server, real, realAt);
			if (names.indexOf(name) === realIndex) {
				return;
			}
			realAt.refuse({
				given: `${name} a second time`,
				allowed: "each real server once",
				remedy: "Remove it, or raise the weight of the first.",
			});
		});
	});
};

function checkKind(server: VirtualServer, at: CheckContext): void {
	const { address, port, protocol, fwmark } = server;
	const whole =
		address !== undefined && port !== undefined && protocol !== undefined;
	const none =
		address === undefined && port === undefined && protocol === undefined;
	if (fwmark === undefined ? whole : none) {
		return;
	}
	at.refuse({
		given: show({ address, port, protocol, fwmark }),
		allowed: "either address, port and protocol, or fwmark alone",
		remedy: "Give one of the two; a mark stands for any address and port.",
	});
}

function checkQuorum(server: VirtualServer, at: CheckContext): void {
	const { quorum = 1, hysteresis = 0 } = server;
	const total = server.realServers.reduce(
		(sum, { weight = 1 }) => sum + weight,
		0,
	);
	if (server.realServers.length > 0 && quorum > total) {
		at.at("quorum").refuse({
			given: `${quorum} with real servers of weight ${total} in all`,
			allowed: "at most their weight in all",
			remedy: "Lower the quorum or raise the weights.",
		});
	}
	if (hysteresis >= quorum) {
		at.at("hysteresis").refuse({
			given: `${hysteresis} with a quorum of ${quorum}`,
			allowed: "less than the quorum",
			remedy: "Lower the hysteresis.",
		});
	}
}

function checkPort(
	server: VirtualServer,
	port: number | undefined,
	at: CheckContext,
): void {
	const translates = server.lbKind === "NAT";
	if (port === undefined) {
		at.at("port").need(PORT_OPTIONAL, "a server without port");
		if (!translates || server.fwmark !== undefined) {
			return;
		}
		at.at("port").refuse({
			given: "no port with lb_kind NAT",
			allowed: "a port with lb_kind NAT",
			remedy: "Name the port that the server listens on.",
		});
		return;
	}
	if (translates) {
		return;
	}
	if (server.fwmark !== undefined) {
		at.at("port").refuse({
			given: `port ${port} with fwmark and lb_kind ${server.lbKind}`,
			allowed: "no port: packets keep theirs",
			remedy: "Remove it, and name the port of a check in connectPort.",
		});
	} else if (port !== server.port) {
		at.at("port").refuse({
			given: `port ${port} with lb_kind ${server.lbKind}`,
			allowed: `port ${server.port}, the virtual server's: packets keep theirs`,
			remedy: "Use the same port, or lb_kind NAT.",
		});
	}
}

function checkCheckers(
	server: VirtualServer,
	real: RealServer,
	at: CheckContext,
): void {
	if (real.checkers.length === 0) {
		at.at("checkers").refuse({
			given: "no checker",
			allowed: "at least one",
			remedy:
				'Add one, such as { type: "TCP_CHECK" }; a dead server would get its share otherwise.',
		});
	}
	real.checkers.forEach((checker, index) => {
		if (checker.type === "MISC_CHECK") {
			return;
		}
		const checkerAt = at.at("checkers").atIndex(index, checker.type);
		if ("url" in checker && checker.url.length === 0) {
			checkerAt.at("url").refuse({
				given: "no page",
				allowed: "at least one",
				remedy: 'Add one, such as { path: "/", statusCode: 200 }.',
			});
		}
		if (
			server.fwmark === undefined ||
			real.port !== undefined ||
			checker.connectPort !== undefined
		) {
			return;
		}
		checkerAt.at("connectPort").refuse({
			given: "no port, and none of the real server",
			allowed: "a port from 1 to 65535",
			remedy: "Name the port to connect to.",
		});
	});
}
