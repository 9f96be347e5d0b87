import type { Bench } from "../../ports/bench";

/** One busy loop for each processor that the node sees; those that run already are left alone. */
const START = `
for cpu in $(seq "$(nproc)"); do
	systemctl --quiet is-active "halab-load-$cpu" ||
		systemd-run --quiet --collect --unit="halab-load-$cpu" sh -c 'while :; do :; done'
done
`;

const STOP = "systemctl stop 'halab-load-*'";

const onEach = async (bench: Bench, script: string): Promise<void> => {
	await Promise.all(
		bench.nodes.map(async (node) => {
			if (await bench.isOn(node)) {
				await bench.run(node, ["bash", "-c", script]);
			}
		}),
	);
};

/** Keeps every processor of every node busy, also after a node has booted anew. */
export const startCpuLoad = (bench: Bench): Promise<void> =>
	onEach(bench, START);

export const stopCpuLoad = (bench: Bench): Promise<void> => onEach(bench, STOP);
