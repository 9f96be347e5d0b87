import { expect, test } from "vitest";
import { designHaPair } from "../../design/design-ha-pair";
import {
	TIMING_NAMES,
	TIMING_PROFILES,
	type TimingName,
} from "../../design/timing";
import { Vip } from "../../design/vip";
import { deliveredFiles } from "../support/delivered-files";
import { runInNodeImage } from "../support/node-image";

/** The command that a node runs before keepalived, and nothing where it is left as Linux is. */
function commandOf(timing: TimingName): string {
	const { nodes } = designHaPair({
		cloud: "tencentcloud",
		region: "ap-guangzhou",
		nodes: [{ address: "10.34.0.2" }, { address: "10.34.0.3" }],
		vpcCidr: "10.34.0.0/16",
		subnetCidr: "10.34.0.0/20",
		vips: [Vip.havip({ address: "10.34.0.200" })],
		clientCidrs: ["10.34.0.0/16"],
		sshCidrs: ["10.34.51.2/32"],
		timing,
	});
	const units = Object.entries(deliveredFiles(nodes[0]?.userData ?? ""))
		.filter(([path]) =>
			path.startsWith("/etc/systemd/system/keepalived.service.d/"),
		)
		.map(([, content]) => content);
	return /^ExecStartPre=-(.*)$/m.exec(units.join("\n"))?.[1] ?? "";
}

/** What Linux then does for `eth0`: the words of `ip ntable show`. */
async function figures(command: string): Promise<ReadonlyMap<string, number>> {
	const { exitCode, stdout, stderr } = await runInNodeImage(
		`set -e\n${command}\nip ntable show name arp_cache dev eth0`,
	);
	expect(stderr).toBe("");
	expect(exitCode).toBe(0);
	return new Map(
		[...stdout.matchAll(/(\w+) (\d+)/g)].map(([, word = "", figure]) => [
			word,
			Number(figure),
		]),
	);
}

/** Linux rounds up to ticks of its clock: milliseconds of the longest one. */
const TICK_MS = 10;

test.each(
	TIMING_NAMES,
)("%s: a forgotten peer is asked for at least once an advertisement interval, and given up no earlier than Linux would", async (timing) => {
	const seen = await figures(commandOf(timing));
	const retransMs = seen.get("retrans") ?? Number.NaN;
	expect(retransMs).toBeLessThan(
		TIMING_PROFILES[timing].advertIntervalSeconds * 1000 + TICK_MS,
	);
	for (const probes of ["ucast_probes", "mcast_probes"]) {
		expect(retransMs * (seen.get(probes) ?? 0)).toBeGreaterThanOrEqual(3000);
	}
});

test("what Linux does by itself is not written down", () => {
	expect(TIMING_NAMES.filter((timing) => commandOf(timing) === "")).toEqual([
		"classic",
		"safe",
	]);
});
