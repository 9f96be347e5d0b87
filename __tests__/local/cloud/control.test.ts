import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { Faults } from "../../../local/api/faults";
import { CloudControl } from "../../../local/cloud/control";
import { controlServer } from "../../../local/cloud/control-server";
import { emptyState } from "../../../local/vpc/empty-state";
import { MemoryVpc } from "../api/memory-vpc";
import { identityOf } from "../vpc/sample-cloud";

let directory: string;
let control: CloudControl;
const server = controlServer(
	new MemoryVpc(emptyState(identityOf("ksyun"))),
	new Faults(),
	{ dropped: async () => [] },
);

beforeAll(async () => {
	directory = await mkdtemp(join(tmpdir(), "halab-control-"));
	const path = join(directory, "cloud.sock");
	await server.listen({ path });
	control = new CloudControl(path);
});

afterAll(async () => {
	await server.close();
	await rm(directory, { recursive: true });
});

test("the cloud is asked over its socket", async () => {
	expect(await control.status()).toEqual({
		haVips: [],
		routes: [],
		eips: [],
		dropped: [],
	});
});

test("faults are made, listed and healed", async () => {
	const rule = { kind: "throttle", count: 2 } as const;
	const id = await control.inject(rule);
	expect(await control.faults()).toMatchObject([{ id, rule, strikes: 0 }]);
	await control.heal(id);
	expect(await control.faults()).toEqual([]);
	await expect(control.heal(id)).rejects.toThrow(
		`The lab's local cloud refused: There is no fault ${id}.`,
	);
});

test("a cloud that does not listen is said to be silent, and what to do about it", async () => {
	const nobody = new CloudControl(join(directory, "nobody.sock"));
	await expect(nobody.status()).rejects.toThrow(
		/local cloud does not answer\.\n→ It restarts by itself/,
	);
});
