import type { ProcessSnapshot } from "../../../../drills/log/events";
import type { AuditId } from "../../../../drills/log/finding";
import { type Roles, rolesIn } from "./base-logs";
import {
	add,
	afterHealing,
	all,
	announce,
	answer,
	becomes,
	change,
	during,
	type Edit,
	leads,
	look,
	lose,
	type Mutation,
	reroute,
	type Span,
	slower,
	unseen,
	without,
} from "./edits";

const BEFORE = "well-before";
const SETTLED = "steady-nodes";
const WELL = "well-again";
const TAKEN = "outcome-takeover";
const UNNOTICED = "outcome-unnoticed";
const SPLIT = "outcome-split-brain";
const DEGRADED = "outcome-degradation";
const AWAY = "outcome-interruption";
const PREDICTED = "within-prediction";
const BOUND = "hard-bound";
const ONE_DURING = "one-owner-during-fault";
const ONE_AFTER = "one-master-after-healing";
const TWO_SHORT = "two-masters";
const STAYED = "did-not-move-back";
const UNMOVED = "did-not-move";
const RETURNED = "moved-back";
const CLOUD = "cloud-follows-master";
const FLAPPING = "flapping";
const ONLY_MASTER = "only-master-answers";
const EVERYBODY = "everybody-finds-master";
const OTHERS = "other-addresses";
const WHOLE = "whole-log";
const FILES = "files-intact";
const LEFT_OVERS = "left-overs";
const FULL = "full-disks";

const CONF = "/etc/keepalived/keepalived.conf";

const on = (
	of: string,
	mutations: (
		roles: Roles,
	) => readonly (readonly [
		name: string,
		edit: Edit,
		fails: readonly [AuditId, ...AuditId[]],
	])[],
): readonly Mutation[] =>
	mutations(rolesIn(of)).map(([name, edit, fails]) => ({
		...{ name, of, edit, fails },
	}));

const process = (changes: Partial<ProcessSnapshot>): ProcessSnapshot => ({
	...{ pid: 9001, parent: 1, state: "S", seconds: 5, command: "sleep 1" },
	...changes,
});

const runs = (node: string, changes: Partial<ProcessSnapshot>): Edit =>
	look("after", node, ({ processes }) => ({
		processes: [...processes, process(changes)],
	}));

/** A node's virtual routers are in some state at the end, and it has no floating address. */
const endsIn = (node: string, state: string, vips: readonly string[]): Edit =>
	look("after", node, ({ states, addresses }) => ({
		states: Object.fromEntries(
			Object.keys(states).map((name) => [name, state]),
		),
		addresses: addresses.filter((address) => !vips.includes(address)),
	}));

const repeat = (times: number, edit: (time: number) => Edit): Edit =>
	all(...Array.from({ length: times }, (_, time) => edit(time)));

const takeover = (of: string): readonly Mutation[] =>
	on(of, ({ hit, other, vip, instance }) => [
		[
			"the healed node stays in FAULT",
			all(endsIn(hit, "FAULT", [vip]), becomes(0.2, hit, "FAULT", instance)),
			[WELL],
		],
		[
			"the healed node stays in FAULT, and nobody logged it",
			endsIn(hit, "FAULT", [vip]),
			[WELL, FILES],
		],
		["the healed node never returns", unseen("after", hit), [WELL]],
		[
			"keepalived of the healed node stays stopped",
			all(endsIn(hit, "STOP", [vip]), becomes(0.2, hit, "STOP", instance)),
			[WELL],
		],
		[
			"the healed node keeps the address on its card",
			look("after", hit, ({ addresses }) => ({
				addresses: [...addresses, vip],
			})),
			[ONE_AFTER, WELL],
		],
		[
			"the new master lost its address",
			look("after", other, ({ addresses }) => ({
				addresses: addresses.filter((address) => address !== vip),
			})),
			[ONE_AFTER, WELL],
		],
		[
			"a changed configuration file",
			look("after", hit, ({ files }) => ({
				files: { ...files, [CONF]: "0000" },
			})),
			[FILES],
		],
		[
			"a configuration file that is gone",
			look("after", other, ({ files: { [CONF]: _, ...files } }) => ({ files })),
			[FILES],
		],
		["nobody looked at a node before", unseen("before", other), [FILES]],
		[
			"nobody read the configuration",
			all(
				look("before", hit, () => ({ files: {} })),
				look("after", hit, () => ({ files: {} })),
			),
			[FILES],
		],
		[
			"a configuration file that was not there before",
			look("before", hit, ({ files: { [CONF]: _, ...files } }) => ({ files })),
			[FILES],
		],
		[
			"requests are lost before the fault",
			lose(({ faultNs }) => [faultNs - 5e8, faultNs - 2e8]),
			[BEFORE],
		],
		[
			"one vantage point loses a request before the fault",
			lose(({ faultNs }) => [faultNs - 3e8, faultNs - 2.8e8], {
				from: "bastion",
			}),
			[BEFORE],
		],
		[
			"an outage that opens before the fault",
			lose(({ faultNs, healNs, drill }) => [
				faultNs - 4 * drill.intervalMs * 1e6,
				healNs - 1e8,
			]),
			[PREDICTED],
		],
		[
			"the other node is master, backup, and master again after healing",
			repeat(10, (time) =>
				all(
					becomes(0.3 + time / 10, other, "BACKUP", instance),
					becomes(0.34 + time / 10, other, "MASTER", instance),
				),
			),
			[SETTLED],
		],
		[
			"the healed node goes to FAULT and back",
			repeat(20, (time) =>
				all(
					becomes(0.3 + time / 20, hit, "FAULT", instance),
					becomes(0.32 + time / 20, hit, "BACKUP", instance),
				),
			),
			[SETTLED],
		],
		[
			"a zombie",
			runs(other, { state: "Z", command: "[sh] <defunct>" }),
			[LEFT_OVERS],
		],
		[
			"a nexthop helper that does not end",
			runs(hit, {
				seconds: 90,
				command: "python3 /usr/local/bin/halab-nexthop",
			}),
			[LEFT_OVERS],
		],
		[
			"no notify script runs any more",
			look("after", other, ({ processes }) => ({
				processes: processes.filter(
					({ command }) => !command.includes("notify_action"),
				),
			})),
			[LEFT_OVERS],
		],
		[
			"two notify scripts read the transitions",
			look("after", other, ({ processes }) => ({
				processes: [
					...processes.map((one) =>
						one.command.includes("notify_action")
							? { ...one, seconds: 300 }
							: one,
					),
					process({
						parent: 1,
						seconds: 300,
						command:
							"/bin/bash /etc/keepalived/notify_action.sh /run/halab/fifo",
					}),
				],
			})),
			[LEFT_OVERS],
		],
		[
			"the old master answers after the takeover",
			answer(during(0.45), hit, { from: "bastion" }),
			[ONLY_MASTER],
		],
		[
			"a node that is no master answers after healing",
			answer(afterHealing(0.5, 0.3), hit, { from: "neighbour" }),
			[ONLY_MASTER],
		],
		["the cloud leads to the old master at the end", leads(vip, hit), [CLOUD]],
		["the cloud leads nowhere at the end", leads(vip, undefined), [CLOUD]],
		[
			"nobody asked the cloud before the fault",
			without("cloud", ({ moment }) => moment === "before"),
			[CLOUD],
		],
		[
			"the cloud led to another node before the fault",
			change("cloud", (event) =>
				event.moment === "before"
					? { ...event, owners: { ...event.owners, [vip]: other } }
					: event,
			),
			[CLOUD],
		],
		[
			"nobody asked the cloud at the end",
			without("cloud", ({ moment }) => moment === "after"),
			[CLOUD],
		],
		[
			"the cloud moved nothing, and leads to the new master nevertheless",
			all(without("route"), without("announcement")),
			[CLOUD],
		],
		[
			"one vantage point never finds the new master",
			lose(afterHealing(), { from: "neighbour" }),
			[EVERYBODY],
		],
		[
			"one vantage point finds the new master only after healing",
			lose(during(), { from: "bastion" }),
			[EVERYBODY],
		],
		[
			"requests of one vantage point are not in the log",
			without("probe", ({ vantage }) => vantage === "bastion"),
			[EVERYBODY],
		],
		[
			"the address is on nobody while the fault lasts",
			look("during", other, ({ addresses }) => ({
				addresses: addresses.filter((address) => address !== vip),
			})),
			[ONE_DURING],
		],
		[
			"nobody looked at the new master while the fault lasted",
			unseen("during", other),
			[ONE_DURING],
		],
		["nobody takes over", lose(during()), [TAKEN, PREDICTED, STAYED]],
		[
			"the same node answers again",
			answer(during(), hit),
			[TAKEN, STAYED, ONLY_MASTER],
		],
		[
			"an outage after failback",
			lose(afterHealing(0.2, 0.3), { from: "client" }),
			[STAYED],
		],
	]);

const wholeLog = on("havip-stop-keepalived", () => [
	[
		"the probe sent nothing when the fault came",
		without(
			"probe",
			({ vantage, intendedNs }, { faultNs }) =>
				vantage === "client" &&
				intendedNs >= faultNs &&
				intendedNs < faultNs + 2e8,
		),
		[WHOLE],
	],
	[
		"one request is not in the log",
		without(
			"probe",
			({ vantage, sequence }) => vantage === "internet" && sequence === 40,
		),
		[WHOLE],
	],
	[
		"a probe died before healing",
		without(
			"probe",
			({ vantage, intendedNs }, { healNs }) =>
				vantage === "bastion" && intendedNs >= healNs,
		),
		[WHOLE],
	],
]);

const havip = on("havip-stop-keepalived", ({ hit, other, vip }) => [
	[
		"the announcements flap between the nodes",
		repeat(20, (time) =>
			announce(0.4 + time / 50, time % 2 ? other : hit, vip),
		),
		[FLAPPING],
	],
]);

const powerCut = on("havip-power-cut", ({ hit, other, vip, instance }) => [
	[
		"the node that was cut answers on",
		answer(during(0.1, 0.15), hit, { from: "neighbour" }),
		[ONLY_MASTER],
	],
	["the node did not come back", unseen("after", hit), [WELL]],
	[
		"two masters after the node came back",
		all(
			becomes(2, hit, "MASTER", instance),
			look("after", hit, ({ addresses, states }) => ({
				states: { ...states, [instance]: "MASTER" },
				addresses: [...addresses, vip],
			})),
		),
		[ONE_AFTER, WELL, TWO_SHORT],
	],
	[
		"the address returns though nothing preempts",
		all(
			becomes(2, hit, "MASTER", instance),
			becomes(2.001, other, "BACKUP", instance),
			answer(afterHealing(2), hit),
			look("after", hit, ({ addresses, states }) => ({
				states: { ...states, [instance]: "MASTER" },
				addresses: [...addresses, vip],
			})),
			look("after", other, ({ addresses, states }) => ({
				states: { ...states, [instance]: "BACKUP" },
				addresses: addresses.filter((address) => address !== vip),
			})),
			leads(vip, hit),
		),
		[STAYED],
	],
	["the takeover takes two seconds more", slower(2), [PREDICTED]],
	["the takeover takes fourteen seconds more", slower(14), [BOUND, PREDICTED]],
]);

const splitBrain = on("havip-split-brain", ({ hit, other, vip, instance }) => [
	[
		"the brain did not split",
		all(
			without("vrrp"),
			without("announcement", ({ timeNs }, { faultNs }) => timeNs >= faultNs),
			answer(during(), hit),
			answer(afterHealing(), hit),
		),
		[SPLIT],
	],
	[
		"two masters go on after healing",
		without("vrrp", ({ timeNs }, { healNs }) => timeNs >= healNs),
		[TWO_SHORT, FILES],
	],
	[
		"two masters have the address at the end",
		all(
			without("vrrp", ({ timeNs }, { healNs }) => timeNs >= healNs),
			look("after", other, ({ addresses, states }) => ({
				states: { ...states, [instance]: "MASTER" },
				addresses: [...addresses, vip],
			})),
			look("after", hit, ({ addresses, states }) => ({
				states: { ...states, [instance]: "MASTER" },
				addresses: [...new Set([...addresses, vip])],
			})),
		),
		[ONE_AFTER, WELL, TWO_SHORT],
	],
	[
		"nobody answers after healing",
		lose(afterHealing()),
		[EVERYBODY, ONE_AFTER],
	],
]);

const drain = on("havip-drain", ({ hit }) => [
	[
		"one vantage point is cut off while the fault lasts",
		lose(during(), { from: "bastion" }),
		[BOUND, EVERYBODY],
	],
	[
		"the drain loses requests for 100 ms",
		lose(({ healNs }) => [healNs - 2e8, healNs - 1e8]),
		[PREDICTED],
	],
	[
		"the drained node goes on answering",
		answer(({ healNs }) => [healNs - 3e8, healNs], hit, { from: "bastion" }),
		[ONLY_MASTER],
	],
]);

const configReload = on(
	"havip-config-reload",
	({ hit, other, vip, instance }) => [
		[
			"a reload loses requests",
			lose(during(0.1, 0.2), { from: "client" }),
			[UNNOTICED],
		],
		[
			"a reload breaks a kept connection",
			add(({ faultNs, drill: { vantages } }) => [
				{
					...{
						type: "connection",
						timeNs: faultNs + 2e8,
						vantage: vantages[0] ?? "",
					},
					...{
						connection: 1,
						state: "broken",
						node: hit,
						reason: "ECONNRESET",
					},
				},
			]),
			[UNNOTICED],
		],
		[
			"requests are lost after the reload",
			lose(afterHealing(0, 0.25), { from: "client" }),
			[UNMOVED],
		],
		[
			"the reload changed the configuration",
			look("after", hit, ({ files }) => ({
				files: { ...files, [CONF]: "0000" },
			})),
			[FILES],
		],
		[
			"a node goes to FAULT by the reload",
			all(
				becomes(0.1, other, "FAULT", instance),
				endsIn(other, "FAULT", [vip]),
			),
			[WELL],
		],
	],
);

const diskFull = on("havip-disk-full", ({ hit, other }) => [
	[
		"the disk of a node had room",
		change("write", (event) =>
			event.machine === other
				? {
						type: "write",
						timeNs: event.timeNs,
						machine: event.machine,
						path: event.path,
					}
				: event,
		),
		[FULL],
	],
	["nobody tried to write", without("write"), [FULL]],
	[
		"one disk was tried only",
		without("write", ({ machine }) => machine === hit),
		[FULL],
	],
	[
		"the disk had room again before healing",
		without("write", ({ timeNs }, { faultNs }) => timeNs > faultNs),
		[FULL],
	],
	[
		"the write failed for another reason",
		change("write", (event) => ({ ...event, error: "Read-only file system" })),
		[FULL],
	],
]);

const packetLoss = on("havip-packet-loss-30", ({ hit }) => [
	["nothing was lost though packets were", answer(during(), hit), [DEGRADED]],
	[
		"nobody answers any more",
		lose(afterHealing()),
		[DEGRADED, ONE_AFTER, EVERYBODY],
	],
]);

const deafMaster = on("havip-one-way-loss-to-master", ({ hit, other }) => [
	["an interruption that is none", answer(during(), hit), [AWAY]],
	[
		"the master goes on answering before it is healed",
		answer(during(0.4), hit),
		[AWAY],
	],
	[
		"another node serves meanwhile",
		answer(during(0.3), other),
		[AWAY, ONLY_MASTER],
	],
	[
		"the service does not come back",
		lose(afterHealing()),
		[AWAY, ONE_AFTER, EVERYBODY],
	],
]);

const route = on("route-stop-keepalived", ({ hit, other, vip }) => [
	["no route event", without("route"), [CLOUD]],
	["the route was not moved", leads(vip, hit), [CLOUD]],
	["the route is gone at the end", leads(vip, undefined), [CLOUD]],
	[
		"the route flaps",
		repeat(1000, (time) =>
			reroute(0.5 + time / 2000, time % 2 ? other : hit, vip),
		),
		[FLAPPING],
	],
	[
		"the route goes there and back once more",
		all(reroute(0.6, hit, vip), reroute(0.65, other, vip)),
		[FLAPPING],
	],
	[
		"only the timer of the helper moved the route",
		slower(14),
		[BOUND, PREDICTED],
	],
]);

const routePowerCut = on("route-power-cut", ({ hit, other, vip }) => [
	[
		"the node steals the route when it boots",
		all(
			reroute(2, hit, vip),
			reroute(2.5, other, vip),
			lose(({ samples }) => [
				(samples.at(-1)?.intendedNs ?? 0) - 2e8,
				(samples.at(-1)?.intendedNs ?? 0) - 1e8,
			]),
		),
		[FLAPPING, STAYED],
	],
	[
		"one vantage point is cut off after healing",
		lose(
			({ healNs, samples }) => [
				healNs,
				(samples.at(-1)?.intendedNs ?? 0) - 3e8,
			],
			{ from: "neighbour" },
		),
		[BOUND],
	],
	["the healed node is in FAULT", endsIn(hit, "FAULT", [vip]), [WELL, FILES]],
]);

const routeSplit = on("route-split-brain", ({ hit, other, vip }) => [
	[
		"the rivals take the route from each other",
		repeat(6, (time) => reroute(0.5 + time / 10, time % 2 ? other : hit, vip)),
		[FLAPPING],
	],
]);

/** What happened to an address is undone: its old holder keeps it. */
const keepsIt = ({ hit, other, vip, instance }: Roles): Edit =>
	all(
		without(
			"vrrp",
			(event, { healNs }) =>
				event.instance === instance &&
				event.timeNs > healNs &&
				!(event.machine === hit && event.state === "BACKUP"),
		),
		without(
			"route",
			({ timeNs, destination }, { healNs }) =>
				timeNs > healNs && destination === `${vip}/32`,
		),
		without(
			"announcement",
			({ timeNs, address }, { healNs }) => timeNs > healNs && address === vip,
		),
		answer(afterHealing(), other),
		look("after", hit, ({ states, addresses }) => ({
			states: { ...states, [instance]: "BACKUP" },
			addresses: addresses.filter((address) => address !== vip),
		})),
		look("after", other, ({ states, addresses }) => ({
			states: { ...states, [instance]: "MASTER" },
			addresses: [...addresses, vip],
		})),
		leads(vip, other),
	);

/** Two addresses, each of which prefers another node. */
const dual = (
	of: string,
	long: readonly AuditId[],
	costly: Span,
): readonly Mutation[] =>
	on(of, (roles) => {
		const { vip, hit } = roles;
		const address = vip.endsWith("200") ? "10.34.0.201" : "10.34.0.200";
		return [
			[
				"the other address is lost while the fault lasts",
				lose(during(0.2), { address }),
				[OTHERS],
			],
			[
				"the other address never answers again",
				lose(afterHealing(), { address }),
				[EVERYBODY, ...long],
			],
			[
				"nobody asked for the other address",
				without("probe", (event) => event.address === address),
				[EVERYBODY],
			],
			[
				"the cloud leads the other address nowhere",
				leads(address, undefined),
				[CLOUD],
			],
			[
				"the cloud leads the other address to the wrong node",
				leads(address, hit),
				[CLOUD],
			],
			[
				"a node answers for the other address that is no master of it",
				answer(afterHealing(0, 0.3), hit, { address }),
				[ONLY_MASTER],
			],
			[
				"the preferred node does not get its address back",
				keepsIt(roles),
				[RETURNED],
			],
			["the way back takes too long", lose(costly), [RETURNED]],
			[
				"every request is lost after healing but the last",
				lose(({ healNs, samples }) => [
					healNs,
					(samples.at(-1)?.intendedNs ?? 0) - 5e7,
				]),
				[RETURNED, ...long],
			],
		];
	});

const dualSplit = on("dual-havip-split-brain", ({ hit, other }) => [
	[
		"the second address has two masters after healing",
		without(
			"vrrp",
			({ instance, machine, timeNs }, { healNs }) =>
				instance === "VI_2" && machine === hit && timeNs >= healNs,
		),
		[TWO_SHORT, FILES],
	],
	[
		"both nodes have the second address at the end",
		look("after", hit, ({ addresses }) => ({
			addresses: [...addresses, "10.34.0.201"],
		})),
		[ONE_AFTER, WELL],
	],
	[
		"the second address was on nobody's card",
		look("after", other, ({ addresses }) => ({
			addresses: addresses.filter((address) => address !== "10.34.0.201"),
		})),
		[ONE_AFTER, WELL],
	],
]);

const routeDrain = on("route-drain", ({ hit, vip }) => [
	[
		"the drain loses requests for a second time",
		lose(({ healNs }) => [healNs - 2e8, healNs - 1e8]),
		[PREDICTED],
	],
	["the route is back at the drained node", leads(vip, hit), [CLOUD]],
]);

const dualRouteDrain = on("dual-route-drain", ({ hit }) => [
	[
		"the drained node is not taken into service again",
		look("after", hit, ({ states }) => ({
			states: { ...states, VI_2: "FAULT" },
		})),
		[WELL, FILES],
	],
]);

export const MUTATIONS: readonly Mutation[] = [
	...takeover("havip-stop-keepalived"),
	...wholeLog,
	...havip,
	...powerCut,
	...splitBrain,
	...drain,
	...configReload,
	...diskFull,
	...packetLoss,
	...deafMaster,
	...route,
	...routePowerCut,
	...routeSplit,
	...routeDrain,
	...dualSplit,
	...dualRouteDrain,
	...dual("dual-route-stop-keepalived", [], afterHealing(0.3, 0.7)),
	...dual("dual-havip-power-cut", [BOUND], ({ samples }) => {
		const endNs = samples.at(-1)?.intendedNs ?? 0;
		return [endNs - 3e8, endNs - 1e8];
	}),
];
