import { spawn } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { isRoot } from "../../local/host/host";
import { poll } from "../../local/host/proc";
import { run } from "../../local/host/process";
import { LocalLab } from "../../local/lab/lab";
import type { LabPlan } from "../../plan/lab-plan";
import { planLab } from "../../plan/plan-lab";
import { settingsSchema } from "../../plan/settings";

/** The internet client's own address: the only one from which the bastion takes ssh. */
const ADMIN_CIDR = "203.0.113.100/32";

const START_SSHD = `
set -e
mkdir -p -m 700 /root/.ssh /run/sshd
cat >/root/.ssh/authorized_keys
ssh-keygen -q -t ed25519 -N '' -f /etc/ssh/ssh_host_ed25519_key
`;

/** A local lab whose bastion and nodes take ssh, as a cloud's do. */
export interface SshLab {
	readonly lab: LocalLab;
	/** Directory of what follows. */
	readonly directory: string;
	readonly settingsFile: string;
	/** The stack's outputs, as cdktf would write them. */
	readonly outputsFile: string;
	readonly identity: string;
	/** Words that run a program of this computer on the lab's internet. */
	readonly prefix: readonly string[];
}

const expectDone = async (
	done: Promise<{ exitCode: number; stderr: string }>,
): Promise<void> => {
	const { exitCode, stderr } = await done;
	if (exitCode !== 0) {
		throw new Error(stderr);
	}
};

/** Makes a key pair without a passphrase. */
export async function makeKey(file: string): Promise<string> {
	await expectDone(
		run("ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-C", "", "-f", file]),
	);
	return (await readFile(`${file}.pub`, "utf8")).trim();
}

/** The outputs of a stack that is deployed as planned. */
export const outputsOf = ({ pair, internet }: LabPlan): object => ({
	vips: pair.vips.map(({ address }) => address),
	eips: Object.fromEntries(
		pair.vips.map(({ address }, index) => [
			address,
			internet?.eips.vips[index],
		]),
	),
	bastion: internet?.eips.bastion,
	nodes: Object.fromEntries(
		pair.nodes.map(({ name, address }) => [name, address]),
	),
	sshUsers: { bastion: "root", nodes: "root" },
});

/**
 * Boots a lab and starts the ssh server of its machines, with a key of this test run alone. All of it ends with the lab.
 *
 * @param directory takes the files
 */
export async function startSshLab(
	name: string,
	directory: string,
): Promise<SshLab> {
	const identity = join(directory, "key");
	const publicKey = await makeKey(identity);
	const settings = {
		...{ name, timing: "fast" },
		access: { adminCidrs: [ADMIN_CIDR], publicKey },
	};
	const plan = planLab(settingsSchema.parse(settings), "local");
	const settingsFile = join(directory, "halab.yaml");
	await writeFile(settingsFile, JSON.stringify(settings));
	const outputsFile = join(directory, "outputs.json");
	await writeFile(
		outputsFile,
		JSON.stringify({ "havip-nopreempt-tencentcloud": outputsOf(plan) }),
	);
	const { lab } = await LocalLab.up(plan);
	const prepared = [plan.bastion, ...plan.pair.nodes].map((machine) =>
		expectDone(
			lab.machines.run(machine.name, ["sh", "-c", START_SSHD], {
				input: publicKey,
			}),
		),
	);
	await Promise.all(prepared);
	for (const node of plan.pair.nodes) {
		await expectDone(
			lab.machines.run(node.name, ["systemctl", "enable", "--now", "ssh"]),
		);
	}
	// The bastion has no systemd.
	const [program, ...words] = await lab.machines.command("bastion", [
		...["/usr/sbin/sshd", "-D"],
	]);
	spawn(program, words, { stdio: "ignore" });
	const entry = await lab.machines.command("internet", [], {
		hostPrograms: true,
	});
	// Whoever drills a stack keeps the key: root of the lab's user namespace may not read it.
	const prefix = isRoot()
		? ["nsenter", ...entry.filter((word) => word.startsWith("--net="))]
		: entry;
	await poll(
		async () => {
			const { exitCode } = await lab.machines.run("bastion", [
				...["bash", "-c", "</dev/tcp/127.0.0.1/22"],
			]);
			return exitCode === 0 ? true : undefined;
		},
		{ timeoutMs: 10_000 },
	);
	return { lab, directory, settingsFile, outputsFile, identity, prefix };
}
