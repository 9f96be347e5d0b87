import { describe, expect, test } from "vitest";
import { LocalLab } from "../../../local/lab/lab";
import { fixturePlan } from "../fixture-plan";
import { noBoot, ownLab } from "./own-lab";

const NAME = "failing-test";
ownLab(NAME);

const userData = `#cloud-config
runcmd:
- [sh, -c, "echo no such thing >&2; exit 4"]
`;

describe.skipIf(noBoot)(`user data that fails${noBoot}`, () => {
	test("is reported in cloud-init's own words, and the lab stays to be looked at", async () => {
		const plan = fixturePlan(NAME);
		const nodes = plan.pair.nodes.map((node) => ({ ...node, userData }));
		const up = LocalLab.up({ ...plan, pair: { ...plan.pair, nodes } });
		await expect(up).rejects.toThrow(
			/node-[12] has booted, but cloud-init reports: .*scripts[-_]user(.|\n)*no such thing(.|\n)*→ Look around with `halab shell node-/,
		);
		const lab = await LocalLab.attach(NAME);
		const { nodes: found } = await lab.status();
		expect(found.map(({ power }) => power)).toEqual(["on", "on"]);
		await lab.down();
	});
});
