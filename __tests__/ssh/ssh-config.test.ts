import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { sshConfig } from "../../ssh/ssh-config";

const directory = mkdtempSync(join(tmpdir(), "halab-test-ssh-config-"));
afterAll(() => rmSync(directory, { recursive: true }));

const ROUTE = {
	bastion: { name: "bastion", address: "203.0.113.10", user: "admin" },
	nodes: [{ name: "node-1", address: "10.34.0.2", user: "root" }],
};

/** What OpenSSH makes of a configuration, for one host. */
function readByOpenSsh(config: string, host: string): Map<string, string> {
	const file = join(directory, "config");
	writeFileSync(file, config);
	const lines = execFileSync("ssh", ["-F", file, "-G", host]).toString();
	return new Map(
		lines.split("\n").map((line): [string, string] => {
			const [key = "", ...value] = line.split(" ");
			return [key, value.join(" ")];
		}),
	);
}

test("OpenSSH goes to a node by way of the bastion, with nothing of ours on the way", () => {
	const config = sshConfig(ROUTE, {
		knownHosts: "/state/100% mine/known_hosts",
		sockets: "/tmp/s",
		identity: "/home/a b/key",
	});
	const node = readByOpenSsh(config, "node-1");
	const of = (...keys: string[]) => keys.map((key) => node.get(key));
	expect(of("hostname", "user", "proxyjump")).toEqual([
		...["10.34.0.2", "root", "bastion"],
	]);
	expect(of("forwardagent", "forwardx11", "batchmode")).toEqual([
		...["no", "no", "yes"],
	]);
	expect(of("stricthostkeychecking", "identitiesonly")).toEqual([
		...["accept-new", "yes"],
	]);
	expect(node.get("userknownhostsfile")).toBe("/state/100% mine/known_hosts");
	expect(node.get("identityfile")).toBe("/home/a b/key");
	expect(node.get("controlpath")).toBe("/tmp/s/node-1");
	const bastion = readByOpenSsh(config, "bastion");
	expect(bastion.get("proxyjump")).toBeUndefined();
	expect(bastion.get("user")).toBe("admin");
});

test("a path that the file cannot hold is refused", () => {
	const files = { knownHosts: '/a"b', sockets: "/tmp/s" };
	expect(() => sshConfig(ROUTE, files)).toThrow(RangeError);
});

test.each([
	["an address", { address: "203.0.113.9\n\tProxyCommand touch /tmp/x" }],
	["an address with a space", { address: "203.0.113.9 x" }],
	["a name", { name: "node-1\nMatch exec true" }],
	["a name that is a pattern", { name: "*" }],
	["a user", { user: "root\r\n\tProxyCommand true" }],
	["a user that is an option", { user: "-oProxyCommand=true" }],
])("%s that is more than that is refused", (_name, change) => {
	const files = { knownHosts: "/a", sockets: "/tmp/s" };
	const bastion = { ...ROUTE.bastion, ...change };
	expect(() => sshConfig({ ...ROUTE, bastion }, files)).toThrow(RangeError);
	const nodes = ROUTE.nodes.map((node) => ({ ...node, ...change }));
	expect(() => sshConfig({ ...ROUTE, nodes }, files)).toThrow(
		/cannot stand in an ssh configuration/,
	);
});

test("a path with a control character is refused", () => {
	const files = { knownHosts: "/a\rb", sockets: "/tmp/s" };
	expect(() => sshConfig(ROUTE, files)).toThrow(RangeError);
});
