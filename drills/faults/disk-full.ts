import type { Fault, FaultContext } from "../run/fault";
import { takeover } from "./expectations";
import { systemctl } from "./service";

/** What is written at every transition. */
const DIRECTORIES = ["/var/keepalived", "/var/log"].join(" ");
/** What the scripts append to, at every transition too. */
const LOG = "/var/log/keepalived.log";

/**
 * Small file systems over the directories, with what was in them, filled to the last byte: the disk itself has room. A
 * log would still have the rest of its last page, so each is filled up to the page's end; a file that is written anew
 * gives its page back first and may take it again, as on a disk.
 */
const FILL = `
page=$(getconf PAGESIZE)
for directory in ${DIRECTORIES}; do
	copy=/run/halab-drill$directory
	mkdir -p "$copy"
	cp -a "$directory/." "$copy/"
	mount -t tmpfs -o size=$(($(du -sk "$copy" | cut -f1) + 64))k,mode=755 halab-drill "$directory"
	cp -a "$copy/." "$directory/"
	find "$directory" -type f -name '*.log' | while read -r log; do
		rest=$(($(stat -c %s "$log") % page))
		[ "$rest" = 0 ] || head -c $((page - rest)) /dev/zero | tr '\\0' '\\n' >>"$log"
	done
	dd if=/dev/zero of="$directory/full" bs="$page" 2>/run/halab-drill/dd || grep -q 'No space left' /run/halab-drill/dd
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
	{ node, peers }: FaultContext,
	step: (each: string) => Promise<void>,
): Promise<void> => {
	await Promise.all([node, ...peers].map(step));
};

/** Logs have filled the disk: states and logs cannot be written, but the address has to move all the same. */
export const diskFull: Fault = {
	id: "disk-full",
	target: "master",
	expectation: { ...takeover("stop-keepalived"), fullDisk: true },
	prepare: (context) =>
		onEach(context, async (each) => {
			await context.bench.run(each, ["bash", "-ec", FILL], {
				kind: "fill-disk",
			});
			await context.bench.tryWrite(each, LOG);
		}),
	inject: systemctl("stop", "keepalived"),
	heal: async (context) => {
		await onEach(context, async (each) => {
			await context.bench.tryWrite(each, LOG);
			await context.bench.run(each, ["bash", "-ec", EMPTY], {
				kind: "empty-disk",
			});
		});
		await systemctl("start", "keepalived")(context);
	},
};
