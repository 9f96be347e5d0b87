import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { TIMING_NAMES } from "../../design/timing";
import { parseSettings } from "../../plan/parse-settings";
import { planLab } from "../../plan/plan-lab";
import { runInNodeImage } from "../support/node-image";

const delivered = (name: string): string =>
	readFileSync(join(__dirname, "../../userdata/files", name), "utf8");

test("real keepalived accepts the configuration of every node and timing profile", async () => {
	const nodes = TIMING_NAMES.flatMap((timing) =>
		planLab(
			parseSettings(`timing: ${timing}`, "halab.yaml", {
				home: "local",
				readPublicKeyFile: () => "",
			}),
		).pair.nodes.map((node) => ({ ...node, name: `${timing}-${node.name}` })),
	);
	const { stdout, stderr } = await runInNodeImage(
		`mkdir -p /run/halab && true
for f in /tmp/*.conf; do
	keepalived -t -f "$f" 2>&1
	echo "$(basename "$f" .conf) $?"
done`,
		{
			"/etc/keepalived/notify_action.sh": delivered("notify_action.sh"),
			...Object.fromEntries(
				nodes.map((node) => [`/tmp/${node.name}.conf`, node.keepalivedConf]),
			),
		},
	);
	expect(stdout.trim().split("\n").sort(), stderr).toEqual(
		nodes.map((node) => `${node.name} 0`).sort(),
	);
});
