import type { Bench } from "../../ports/bench";
import type { SnapshotEvent } from "../log/events";

/** Each line begins with what it is about. */
const SCRIPT = `
kept=
for file in /var/keepalived/*.state; do
	[ ! -e "$file" ] || { kept=yes; echo "state $(basename "$file" .state) $(cat "$file")"; }
done
# Where no notify script keeps them: what keepalived logged last.
[ "$kept" ] || journalctl --boot --unit=keepalived --output=cat --no-pager |
	awk -v runs="$(pidof keepalived)" '
		/^[(].*[)] Entering (MASTER|BACKUP|FAULT) STATE/ { states[substr($1, 2, length($1) - 2)] = $3 }
		END { for (name in states) print "state", name, runs ? states[name] : "STOP" }'
ip -4 -o address | while read -r _ _ _ address _; do echo "address \${address%/*}"; done
for file in "$@"; do
	[ ! -e "$file" ] || echo "file $(sha256sum "$file")"
done
# All but this script.
ps -N -p $$ --ppid $$ -o pid=,ppid=,stat=,etimes=,args= | while read -r line; do echo "process $line"; done
`;

const ABSURD_SECONDS = 1e9;

const CONFIGURATION = [
	"/etc/keepalived/keepalived.conf",
	"/etc/keepalived/notify_action.sh",
	"/etc/nginx/conf.d/halab.conf",
	"/etc/halab/node.json",
];

/** Reads the lines that the script wrote. */
export function parseSnapshot(
	output: string,
): Pick<SnapshotEvent, "states" | "addresses" | "files" | "processes"> {
	const lines = output.split("\n");
	const about = (subject: string, pattern: RegExp): RegExpExecArray[] =>
		lines.flatMap((line) => {
			const found = line.startsWith(`${subject} `)
				? pattern.exec(line.slice(subject.length + 1))
				: null;
			return found === null ? [] : [found];
		});
	return {
		states: Object.fromEntries(
			about("state", /^(\S+) (\S*)$/)
				.map(([, instance = "", state = ""]) => [instance, state])
				// The node's own last state, beside those of its virtual routers.
				.filter(([instance]) => instance !== "state"),
		),
		addresses: about("address", /^(\S+)$/).map(([address]) => address),
		files: Object.fromEntries(
			about("file", /^(\S+) +(\S+)$/).map(([, sum = "", path = ""]) => [
				path,
				sum,
			]),
		),
		processes: about("process", /^(\d+) +(\d+) +(\S)\S* +(\d+) +(.*)$/).map(
			([, pid, parent, state = "", seconds, command = ""]) => ({
				...{ pid: Number(pid), parent: Number(parent), state, command },
				// A process that has just begun may have begun after now, by ps: then it shows an absurd age.
				seconds: Number(seconds) > ABSURD_SECONDS ? 0 : Number(seconds),
			}),
		),
	};
}

/** How every node that is on looks now. */
export async function takeSnapshots(
	bench: Bench,
	moment: SnapshotEvent["moment"],
): Promise<SnapshotEvent[]> {
	const snapshots = await Promise.all(
		bench.nodes.map(async (machine): Promise<SnapshotEvent[]> => {
			if (!(await bench.isOn(machine))) {
				return [];
			}
			const timeNs = bench.now();
			const { stdout } = await bench.run(machine, [
				...["sh", "-c", SCRIPT, "-", ...CONFIGURATION],
			]);
			return [
				{
					type: "snapshot",
					timeNs,
					moment,
					machine,
					...parseSnapshot(stdout),
				},
			];
		}),
	);
	return snapshots.flat();
}
