import { randomBytes } from "node:crypto";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buildFabric } from "../../../local/fabric/fabric";
import { type FabricPlan, portPlanOf } from "../../../local/fabric/fabric-plan";
import { enterNetwork, networkRun } from "../../../local/fabric/network-run";
import { Capsule, enter } from "../../../local/host/capsule";
import {
	cgroupBase,
	destroyGroup,
	makeGroup,
} from "../../../local/host/cgroup";
import { poll } from "../../../local/host/proc";
import { giveToLab } from "../../../local/host/user-namespace";
import { ensureImage } from "../../../local/machine/image";
import type { VpcState } from "../../../local/vpc/entities";
import type { CommandResult } from "../../../ports/bench";

const FILES = join(__dirname, "files");

/** Plugs a stand-in for a node in: a namespace with the node's card, and no more. */
const PLUG_IN = `
ip netns add "$1"
ip link add eth0 address "$2" netns "$1" type veth peer name "$3"
ip link set "$3" master "$4" up
ip -n "$1" link set lo up
ip -n "$1" addr add "$5" dev eth0
ip -n "$1" link set eth0 up
ip -n "$1" route add default via "$6"
`;

/** A TCP client without a program of its own. */
const CALL = 'exec 3<>"/dev/tcp/$0/$1"; cat <&3';

/** What came of a call: the answer, or why there was none. */
export type Answer = string;

/** A fabric in a capsule of its own, with namespaces that stand in for the nodes. */
export class OwnFabric {
	private constructor(
		private readonly capsule: Capsule,
		private readonly directory: string,
		readonly image: string,
		readonly network: ReturnType<typeof networkRun>,
	) {}

	static async start(fabric: FabricPlan, state: VpcState): Promise<OwnFabric> {
		const base = await cgroupBase();
		if (!base) {
			throw new Error("no control groups");
		}
		const { directory: image } = await ensureImage();
		const directory = await mkdtemp(join(tmpdir(), "halab-fabric-"));
		const cgroup = join(
			base.directory,
			`halab.fabric-test.${randomBytes(4).toString("hex")}`,
		);
		await makeGroup(cgroup);
		await giveToLab(directory);
		const capsule = await Capsule.start(
			cgroup,
			join(directory, "capsule.log"),
			{ reachable: [image, directory] },
		);
		const own = new OwnFabric(
			capsule,
			directory,
			image,
			networkRun(enter(capsule.init)),
		);
		try {
			await buildFabric(capsule, fabric, state);
			for (const { name, kind, gateway } of fabric.machines) {
				if (kind !== "node") {
					continue;
				}
				const { mac, port, bridge, address } = portPlanOf(fabric, name);
				await own.must([
					...["bash", "-euc", PLUG_IN, "bash", name, mac, port, bridge],
					...[address, gateway ?? ""],
				]);
			}
		} catch (error) {
			await own.stop();
			throw error;
		}
		return own;
	}

	async stop(): Promise<void> {
		process.kill(this.capsule.id.pid, "SIGKILL");
		await this.network.close();
		await destroyGroup(this.capsule.id.cgroup);
		await rm(this.directory, { recursive: true });
	}

	/** Words that lead into the capsule. */
	get entry(): readonly string[] {
		return enter(this.capsule.init);
	}

	/** Run a program of this computer in a machine's network. */
	on(machine: string, argv: readonly string[]): Promise<CommandResult> {
		return this.capsule.run([
			...["nsenter", `--net=/run/netns/${machine}`, "--"],
			...argv,
		]);
	}

	/** Run a Python script in a machine's network, with the node image's Python. */
	async python(
		machine: string,
		script: string,
		...args: readonly string[]
	): Promise<string> {
		const outcome = await this.capsule.run(
			[
				...["nsenter", `--net=/run/netns/${machine}`, "--"],
				...["chroot", this.image, "python3", "-I", "-S", "-", ...args],
			],
			{ input: await readFile(join(FILES, script)) },
		);
		if (outcome.exitCode !== 0) {
			throw new Error(outcome.stderr);
		}
		return outcome.stdout;
	}

	/** Let a machine answer on TCP ports, with its name and the caller's address. */
	async answer(machine: string, ports: readonly number[]): Promise<void> {
		const log = join(this.directory, `${machine}.log`);
		await this.capsule.spawn(
			[
				...["nsenter", `--net=/run/netns/${machine}`, "--", "bash", "-c"],
				'script=$1; shift; exec chroot "$0" python3 -I -S - "$@" <"$script"',
				...[this.image, join(FILES, "answer.py"), machine],
				...ports.map(String),
			],
			log,
		);
		const ready = await poll(
			async () =>
				(await readFile(log, "utf8").catch(() => "")).includes("ready")
					? true
					: undefined,
			{ timeoutMs: 5_000 },
		);
		if (!ready) {
			throw new Error(await readFile(log, "utf8"));
		}
	}

	/** Call an address: the answer, `silence` after half a second, or `refused`. */
	async call(machine: string, address: string, port = 80): Promise<Answer> {
		const outcome = await this.on(machine, [
			...["timeout", "0.5", "bash", "-c", CALL, address, String(port)],
		]);
		if (outcome.exitCode === 0) {
			return outcome.stdout.trim();
		}
		return outcome.exitCode === 124 ? "silence" : "refused";
	}

	async pings(machine: string, address: string): Promise<boolean> {
		const outcome = await this.on(machine, [
			...["chroot", this.image, "ping", "-c1", "-W1", address],
		]);
		return outcome.exitCode === 0;
	}

	async addAddress(machine: string, address: string): Promise<void> {
		await this.must([
			...["ip", "-n", machine, "addr", "replace", `${address}/32`],
			...["dev", "eth0"],
		]);
	}

	/** Give a node an address and announce it, as keepalived does. */
	async takeAddress(machine: string, address: string): Promise<void> {
		await this.addAddress(machine, address);
		await this.python(machine, "send_arp.py", address, address);
	}

	async dropAddress(machine: string, address: string): Promise<void> {
		await this.must([
			...["ip", "-n", machine, "addr", "del", `${address}/32`],
			...["dev", "eth0"],
		]);
	}

	/** What a machine's ARP has found out. */
	async neighbours(machine: string): Promise<string> {
		return (await this.on(machine, ["ip", "neighbour", "show"])).stdout;
	}

	async forgetNeighbours(machine: string): Promise<void> {
		await this.on(machine, ["ip", "neighbour", "flush", "dev", "eth0"]);
	}

	/** The packet filters, routes and proxies, without counts. */
	async rules(): Promise<readonly string[]> {
		const found: string[] = [];
		for (const namespace of ["switch", "router"] as const) {
			const listing = await this.capsule.run([
				...enterNetwork(namespace),
				...["nft", "-j", "list", "ruleset"],
			]);
			found.push(...normalLines(namespace, listing.stdout));
			const shown = await this.network(
				namespace,
				"ip",
				"route show\nneighbour show nud permanent\n",
			);
			found.push(...shown.split("\n").map((line) => `${namespace} ${line}`));
		}
		return found.sort();
	}

	private async must(argv: readonly string[]): Promise<void> {
		const outcome: CommandResult = await this.capsule.run(argv);
		if (outcome.exitCode !== 0) {
			throw new Error(outcome.stderr);
		}
	}
}

/**
 * A listing's objects as text that can be sorted: neither handles nor counts nor the order of elements and chains tell two
 * rulesets apart, but the order of a chain's rules does.
 */
function normalLines(namespace: string, listing: string): readonly string[] {
	const { nftables } = JSON.parse(listing, (key, value: unknown) => {
		if (["handle", "packets", "bytes"].includes(key)) {
			return undefined;
		}
		// What the switch counted, as against what it was told.
		if (isCountingSet(value)) {
			return value.name;
		}
		return key === "elem" && Array.isArray(value)
			? value.map((item) => JSON.stringify(item)).sort()
			: value;
	});
	const places = new Map<string, number>();
	return nftables.map((item: { rule?: { chain: string; family: string } }) => {
		const chain = item.rule && `${item.rule.family} ${item.rule.chain}`;
		const place = chain ? (places.get(chain) ?? 0) : 0;
		if (chain) {
			places.set(chain, place + 1);
		}
		return `${namespace} ${chain ?? ""} ${place} ${JSON.stringify(item)}`;
	});
}

function isCountingSet(value: unknown): value is { readonly name: string } {
	return (
		typeof value === "object" &&
		value !== null &&
		"name" in value &&
		typeof value.name === "string" &&
		value.name.startsWith("dropped-")
	);
}
