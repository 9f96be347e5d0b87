import { type Phrase, rephrase } from "./phrases";

/** What the arithmetic of an outage says, clause by clause. */
const CLAUSES: readonly Phrase[] = [
	[/^skew (.*)$/, "偏移时间 $1"],
	[/^the leaving master sends priority 0$/, "主节点退出时发送优先级 0 的通告"],
	[
		/^FAULT by the tracked file sends priority 0$/,
		"跟踪文件使主节点进入 FAULT 并发送优先级 0 的通告",
	],
	[
		/^systemd writes the tracked file, FAULT sends priority 0$/,
		"systemd 写入跟踪文件，主节点进入 FAULT 并发送优先级 0 的通告",
	],
	[
		/^nginx takes no connections while it stops \((\S+) ms at most\), then systemd writes the tracked file$/,
		"nginx 停止期间（最长 $1 ms）不接受连接，随后 systemd 写入跟踪文件",
	],
	[
		/^(\d+) failed check\(s\) every (\S+ ms)$/,
		"连续 $1 次检查失败，每 $2 检查一次",
	],
	[
		/^(\d+) check\(s\) with a time-out of (\S+ ms), every (\S+ ms)$/,
		"连续 $1 次检查超时（$2），每 $3 检查一次",
	],
	[
		/^3 advertisement intervals of (\S+ ms) since the last advertisement$/,
		"自最后一次通告起 3 个通告间隔（各 $1）",
	],
	[
		/^the old master answers until no packet reaches it any more$/,
		"原主节点持续应答，直到不再有报文到达",
	],
	[
		/^a request (in flight at the moment of the switch|that is between its first and its last packet when the network changes its mind) may be lost$/,
		"网络改道的瞬间正在途中的请求可能丢失",
	],
	[
		/^the route: start of the helper (\S+) to (\S+) ms and (\d+) API calls of (\S+) to (\S+) ms \(assumed\)$/,
		"路由切换：辅助程序启动 $1 至 $2 ms，另加 $3 次 API 调用，每次 $4 至 $5 ms（假定值）",
	],
	[
		/^no route leads anywhere for one API call of (\S+) ms at most \(assumed\)$/,
		"其间有一次 API 调用（最长 $1 ms，假定值）的时间内没有路由",
	],
];

/** The arithmetic of an outage in Chinese; a clause of no known form stays as it is. */
export const formulaZh = (formula: string): string =>
	formula
		.split("; ")
		.map((clause) => rephrase(clause, CLAUSES))
		.join("；");
