import { chmod, mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { gzipSync } from "node:zlib";
import type { LocalNode, LocalPlan } from "../../plan/lab-plan";
import type { LinuxCapabilities } from "../host/linux-capabilities";

/** A file that a node's disk has before the first boot. */
export interface DiskFile {
	/** Absolute path on the node. */
	readonly path: string;
	readonly content: string | Uint8Array;
	/** @default 0o644 */
	readonly mode?: number;
}

const SEED = "/var/lib/cloud/seed/nocloud";

/**
 * Lets systemd instead of keepalived make keepalived a real-time process. On a reload keepalived (seen in 2.2.7,
 * `lib/process.c`) sets its own limit of real-time work to nothing and then back; where nobody may raise limits the second step
 * fails, and the kernel kills keepalived as soon as a tick of the clock finds it at work.
 */
const realTimeUnit = (priority: number): DiskFile => ({
	path: "/etc/systemd/system/keepalived.service.d/real-time.conf",
	content: `[Service]
CPUSchedulingPolicy=rr
CPUSchedulingPriority=${priority}
RestrictRealtime=yes
`,
});

/** Where the node's systemd is a real-time process so that it can make keepalived one, all other services are none. */
const ORDINARY_SERVICES: DiskFile = {
	path: "/etc/systemd/system/service.d/10-scheduling.conf",
	content: "[Service]\nCPUSchedulingPolicy=other\n",
};

/**
 * What a node's disk has besides the image: the cloud-init seed (NoCloud; JSON is YAML), the names that the VPC's name
 * service would know, and what was handed over out of band.
 *
 * @param options.run makes the instance id a fresh one, so that cloud-init takes the node for a new machine
 * @param options.names address → names
 * @param options.capabilities what this computer lets the node's processes do
 */
export function diskOf(
	plan: LocalPlan,
	node: LocalNode,
	options: {
		readonly run: string;
		readonly names: Readonly<Record<string, readonly string[]>>;
		readonly key?: { readonly id: string; readonly secret: string };
		readonly capabilities: LinuxCapabilities;
	},
): readonly DiskFile[] {
	const { prefixLength, gateway } = plan.network.privateSubnet;
	const { run, names, key, capabilities } = options;
	const { realTimePriority } = node;
	const { realTime, raiseLimits } = capabilities;
	const metaData = {
		"instance-id": `i-${run}-${node.name}`,
		"local-hostname": node.name,
	};
	const networkConfig = {
		version: 2,
		ethernets: {
			eth0: {
				dhcp4: false,
				addresses: [`${node.address}/${prefixLength}`],
				routes: [{ to: "0.0.0.0/0", via: gateway }],
			},
		},
	};
	const hosts = Object.entries({
		"127.0.0.1": ["localhost"],
		"127.0.1.1": [node.name],
		...names,
	});
	return [
		{ path: `${SEED}/meta-data`, content: `${JSON.stringify(metaData)}\n` },
		{
			path: `${SEED}/network-config`,
			content: `${JSON.stringify(networkConfig)}\n`,
		},
		// Compressed, as a cloud hands it over.
		{ path: `${SEED}/user-data`, content: gzipSync(node.userData) },
		{
			path: "/etc/hosts",
			content: hosts
				.map(([address, known]) => `${address} ${known.join(" ")}\n`)
				.join(""),
		},
		...(realTimePriority !== undefined && realTime !== "no" && !raiseLimits
			? [realTimeUnit(realTimePriority)]
			: []),
		...(realTimePriority !== undefined && realTime === "inherited"
			? [ORDINARY_SERVICES]
			: []),
		...(key === undefined
			? []
			: [
					{
						path: "/etc/halab/credentials.json",
						content: `${JSON.stringify({ accessKeyId: key.id, secretAccessKey: key.secret })}\n`,
						mode: 0o600,
					},
				]),
	];
}

/** Write a disk's files below a directory. Whatever the caller's file mask is, a node's directories are open to all. */
export async function writeDisk(
	directory: string,
	files: readonly DiskFile[],
): Promise<void> {
	await mkdir(directory, { recursive: true });
	for (const { path, content, mode = 0o644 } of files) {
		let parent = directory;
		for (const name of dirname(path).split("/").filter(Boolean)) {
			parent = join(parent, name);
			await mkdir(parent, { recursive: true });
			await chmod(parent, 0o755);
		}
		await writeFile(join(directory, path), content, { mode: 0o600 });
		await chmod(join(directory, path), mode);
	}
}
