import type { Fault, FaultContext } from "../fault";
import { takeover } from "./expectations";
import { systemctl } from "./service";

/** What is written at every transition. */
const DIRECTORIES = ["/var/keepalived", "/var/log"].join(" ");

/** Small file systems over the directories, with what was in them, filled to the last byte: the disk itself has room. */
const FILL = `
for directory in ${DIRECTORIES}; do
	copy=/run/halab-drill$directory
	mkdir -p "$copy"
	cp -a "$directory/." "$copy/"
	mount -t tmpfs -o size=$(($(du -sk "$copy" | cut -f1) + 64))k,mode=755 halab-drill "$directory"
	cp -a "$copy/." "$directory/"
	dd if=/dev/zero of="$directory/full" bs=4k 2>/run/halab-drill/dd || grep -q 'No space left' /run/halab-drill/dd
done
`;

/** Room again, and what was written meanwhile goes to the disk. */
const EMPTY = `
for directory in ${DIRECTORIES}; do
	mountpoint -q "$directory" || continue
	rm -f "$directory/full"
	copy=/run/halab-drill$directory
	rm -rf "$copy"
	mkdir -p "$copy"
	cp -a "$directory/." "$copy/"
	umount --lazy "$directory"
	cp -a "$copy/." "$directory/"
done
rm -rf /run/halab-drill
`;

const onEach = async (
	{ bench, node, peers }: FaultContext,
	script: string,
	told: string,
): Promise<void> => {
	await Promise.all(
		[node, ...peers].map((each) =>
			bench.run(each, ["bash", "-ec", script], told),
		),
	);
};

/** Logs have filled the disk: states and logs cannot be written, but the address has to move all the same. */
export const diskFull: Fault = {
	id: "disk-full",
	title:
		"/var/log and /var/keepalived of both nodes full, then systemctl stop keepalived on the master",
	target: "master",
	expectation: takeover("stop-keepalived"),
	prepare: (context) => onEach(context, FILL, "/var is full"),
	inject: systemctl("stop", "keepalived"),
	heal: async (context) => {
		await onEach(context, EMPTY, "/var has room");
		await systemctl("start", "keepalived")(context);
	},
};
