import type {
	Checker,
	KeepalivedConfig,
	Track,
	VirtualServer,
	VrrpInstance,
} from "../../keepalived";
import { globalDefs } from "./base";

/** A right configuration that the seed alone decides. */
export function randomConfig(seed: number): KeepalivedConfig {
	const random = randomFrom(seed);
	const version = random.pick([2, 3] as const);
	const grouped = random.chance();
	const instances = Array.from({ length: random.whole(grouped ? 2 : 1, 4) });
	return {
		globalDefs: {
			...globalDefs,
			vrrpVersion: version,
			vrrpGarpMasterRepeat: random.whole(1, 5),
			vrrpGarpInterval: random.whole(1, 999) / 1000,
			vrrpSkipCheckAdvAddr: random.chance(),
			vrrpNotifyPriorityChanges: random.chance(),
			maxAutoPriority: random.whole(-1, 99),
		},
		vrrpScripts: [
			{
				name: "chk_nginx",
				script: "/etc/keepalived/check_nginx",
				interval: random.whole(5, 60),
				timeout: random.whole(1, 5),
				weight: grouped ? 0 : random.whole(-253, 253),
				fall: random.whole(1, 9),
				rise: random.whole(1, 9),
				initFail: random.chance(),
			},
		],
		trackFiles: [
			{ name: "down", file: "/run/down", weight: random.whole(-253, 253) },
		],
		vrrpSyncGroups: grouped
			? [{ name: "VG_1", group: instances.map((_, index) => `VI_${index}`) }]
			: [],
		vrrpInstances: instances.map((_, index) =>
			randomInstance(random, version, index),
		),
		virtualServers: Array.from({ length: random.whole(0, 2) }, (_, index) =>
			randomServer(random, index),
		),
	};
}

type Random = ReturnType<typeof randomFrom>;

function randomInstance(
	random: Random,
	version: 2 | 3,
	index: number,
): VrrpInstance {
	const nopreempt = random.chance();
	const tracks: readonly Track[] = [{ name: "down", weight: 0 }];
	return {
		name: `VI_${index}`,
		state: nopreempt ? "BACKUP" : random.pick(["MASTER", "BACKUP"] as const),
		nopreempt,
		interface: "eth0",
		virtualRouterId: index * 60 + random.whole(1, 60),
		priority: random.whole(1, 254),
		advertInt:
			version === 2 ? random.whole(1, 255) : random.whole(1, 4095) / 100,
		downTimerAdverts: random.whole(1, 100),
		unicastSrcIp: "192.0.2.2",
		unicastPeer: ["192.0.2.3", "192.0.2.4"].slice(random.whole(0, 1)),
		...(version === 2 && random.chance()
			? { authentication: { authType: "PASS", authPass: random.word(8) } }
			: {}),
		virtualIpaddress: [
			{
				address: `192.0.2.${100 + index}/${random.pick([16, 24, 32])}`,
				label: `eth0:${random.word(10)}`,
			},
		],
		garpMasterRefresh: random.whole(0, 60),
		trackScript: [
			nopreempt ? { name: "chk_nginx", weight: 0 } : { name: "chk_nginx" },
		],
		trackFile: random.chance() ? tracks : [],
		notify: ["/etc/keepalived/notify", random.text(20)],
	};
}

function randomServer(random: Random, index: number): VirtualServer {
	return {
		address: "192.0.2.100",
		port: 8000 + index,
		protocol: random.pick(["TCP", "UDP", "SCTP"] as const),
		delayLoop: random.whole(1, 100) / 10,
		lbAlgo: random.pick(["rr", "wrr", "lblc", "sh", "mh", "twos"] as const),
		lbKind: "NAT",
		quorum: random.whole(2, 3),
		hysteresis: random.whole(0, 1),
		realServers: [11, 12, 13].map((host) => ({
			address: `192.0.2.${host}`,
			port: random.whole(1, 65535),
			weight: random.whole(1, 65535),
			checkers: [
				random.pick<Checker>([
					{ type: "TCP_CHECK", connectTimeout: 3 },
					{
						type: "HTTP_GET",
						url: [{ path: `/${random.word(5)}`, statusCode: 200 }],
					},
					{
						type: "MISC_CHECK",
						miscPath: ["/etc/keepalived/check_server", random.text(9)],
					},
				]),
			],
		})),
	};
}

const LETTERS =
	"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";

/** mulberry32: small, and the same everywhere. */
function randomFrom(seed: number) {
	let state = seed * 2654435761;
	function next(): number {
		state = (state + 0x6d2b79f5) | 0;
		let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
		mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
	}
	function whole(min: number, max: number): number {
		return min + Math.floor(next() * (max - min + 1));
	}
	function pick<T>(values: readonly [T, ...T[]]): T {
		return values[whole(0, values.length - 1)] ?? values[0];
	}
	function letters(alphabet: string, max: number): string {
		return Array.from({ length: whole(1, max) }, () =>
			alphabet.charAt(whole(0, alphabet.length - 1)),
		).join("");
	}
	return {
		whole,
		pick,
		chance: () => next() < 0.5,
		word: (max: number) => letters(LETTERS, max),
		text: (max: number) =>
			`-${letters(`${LETTERS} #!;&|<>()[]*?~@%^=+:,.`, max)}`,
	};
}
