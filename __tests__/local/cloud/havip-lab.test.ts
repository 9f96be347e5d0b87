import { beforeAll, describe, expect, test } from "vitest";
import { poll } from "../../../local/host/proc";
import { LocalLab } from "../../../local/lab/lab";
import { fixturePlan } from "../fixture-plan";
import { LAB_TEST, noBoot, ownLab } from "../lab/own-lab";
import { holderOf, pageFrom, pageOf } from "./asking";

const NAME = "havip-test";
const plan = fixturePlan(NAME, { timing: "fast", cloud: "alicloud" });
const VIP = plan.pair.vips[0]?.address ?? "";
const EIP = plan.internet.eips.vips[0] ?? "";
/** An address of the nodes' subnet that nobody applied for. */
const UNREGISTERED = "10.34.0.201";
/** Sends one gratuitous ARP for it. */
const ANNOUNCE = `
import socket
card = socket.socket(socket.AF_PACKET, socket.SOCK_RAW)
card.bind(("eth0", 0))
mac, address = card.getsockname()[4], socket.inet_aton("${UNREGISTERED}")
card.send(b"\\xff" * 6 + mac + bytes.fromhex("08060001080006040001") + mac + address + b"\\xff" * 6 + address)
`;
ownLab(NAME);

describe.skipIf(noBoot)(`a HAVIP with an EIP${noBoot}`, LAB_TEST, () => {
	let lab: LocalLab;

	const consoleOwner = async (owner: string) =>
		poll(
			async () => {
				const { cloud } = await lab.status();
				const haVip = cloud?.haVips[0];
				return haVip?.owner === owner ? haVip : undefined;
			},
			{ timeoutMs: 10_000 },
		);

	beforeAll(async () => {
		({ lab } = await LocalLab.up(plan));
	});

	test("the cloud shows its owner, learned from the announcements", async () => {
		const { holder } = await holderOf(lab, "client", VIP);
		expect(await consoleOwner(holder)).toMatchObject({
			address: VIP,
			attached: ["node-1", "node-2"],
			announcedAt: expect.any(Number),
			eip: EIP,
		});
	});

	test("the EIP follows the owner", async () => {
		const { holder, other } = await holderOf(lab, "internet", EIP);
		await lab.machines.run(holder, ["systemctl", "stop", "keepalived"]);
		expect(await pageOf(lab, other, "internet", EIP)).toMatch(other);
		expect(await consoleOwner(other)).toBeDefined();
		await lab.machines.run(holder, ["systemctl", "start", "keepalived"]);
	});

	test("an address that nobody applied for gets no traffic, and the cloud says why", async () => {
		await lab.machines.run("node-1", [
			...["ip", "address", "add", `${UNREGISTERED}/20`, "dev", "eth0"],
		]);
		const announced = await lab.machines.run("node-1", [
			"python3",
			"-c",
			ANNOUNCE,
		]);
		expect(announced).toMatchObject({ exitCode: 0, stderr: "" });
		expect(await pageFrom(lab, "client", UNREGISTERED)).toBe("");
		// The same address answers on the node itself.
		expect(await pageFrom(lab, "node-1", UNREGISTERED)).toMatch(/^node-1/);
		const { cloud } = await lab.status();
		expect(cloud?.haVips.map(({ address }) => address)).toEqual([VIP]);
		expect(cloud?.dropped).toContainEqual({
			machine: "node-1",
			address: UNREGISTERED,
			packets: expect.any(Number),
		});
	});

	test("the security group lets through what the plan says, and nothing else", async () => {
		const knock = async (machine: string, port: number) =>
			(
				await lab.machines.run(machine, [
					...["timeout", "1", "bash", "-c"],
					`exec 3<>/dev/tcp/10.34.0.2/${port}`,
				])
			).exitCode;
		expect(await knock("client", 80)).toBe(0);
		// Nobody listens there; the group drops the question, so not even a refusal comes back.
		expect(await knock("client", 8080)).toBe(124);
		expect(await knock("node-2", 8080)).toBe(1);
	});
});
