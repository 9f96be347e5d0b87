import { type Phrase, rephrase } from "./phrases";

/** Steps of faults that are no commands. */
const ORDERS: readonly Phrase[] = [
	[/^power cut$/, "断电"],
	[/^power off$/, "关机"],
	[/^power on$/, "上电"],
	[/^reboot$/, "重启"],
	[/^link down$/, "断开网线"],
	[/^link up$/, "接回网线"],
	[/^freeze$/, "冻结"],
	[/^thaw$/, "解冻"],
	[/^nothing$/, "无操作"],
	[/^all packets pass$/, "所有报文恢复通行"],
	[/^VRRP between the nodes is lost$/, "丢弃节点之间的 VRRP 报文"],
	[/^everything between the nodes is lost$/, "丢弃节点之间的所有报文"],
	[/^everything from the master is lost$/, "丢弃主节点发出的所有报文"],
	[/^everything to the master is lost$/, "丢弃发往主节点的所有报文"],
	[/^(\d+) % of the master's packets are lost$/, "丢弃主节点 $1 % 的报文"],
	[/^nginx: return 500$/, "nginx 一律返回 500"],
	[/^nginx: configuration as before$/, "nginx 恢复原配置"],
	[/^nginx: proxy_pass to the slow backend$/, "nginx 转发到延迟的后端"],
	[/^a backend that answers after (\S+) s$/, "启动延迟 $1 s 应答的后端"],
	[/^\/var is full$/, "写满 /var"],
	[/^\/var has room$/, "释放 /var"],
	[/^clock one hour ahead$/, "时钟拨快一小时"],
	[/^clock set by its time service$/, "由时间服务校准时钟"],
	[/^API: as before$/, "API 恢复正常"],
];

/** Kinds of faults of the cloud's API. */
const KINDS: Readonly<Record<string, string>> = {
	latency: "请求延迟",
	throttle: "限流",
	"server-error": "内部错误",
	timeout: "无应答",
	refuse: "拒绝连接",
	"task-conflict": "任务冲突",
	"stale-read": "返回过时状态",
	"expired-credential": "凭证过期",
	"lost-answer": "执行后应答丢失",
};

const API =
	/^API: (?<kind>\S+)(?: (?<ms>\d+) ms)?(?: for (?<percent>\S+) % of the (?:requests|changes))?(?: for (?<count>\d+) (?<what>requests|changes))? for (?<seconds>\S+) s at most$/;

/** A step of a fault in Chinese; a command stays as it is. */
export function orderZh(order: string): string {
	const { kind, ms, percent, count, what, seconds } =
		API.exec(order)?.groups ?? {};
	if (kind === undefined) {
		return rephrase(order, ORDERS);
	}
	return [
		`API ${KINDS[kind] ?? kind}${ms === undefined ? "" : ` ${ms} ms`}`,
		...(percent === undefined ? [] : [`涉及 ${percent} % 的请求`]),
		...(count === undefined
			? []
			: [what === "changes" ? `共 ${count} 次修改` : `共 ${count} 个请求`]),
		`最长 ${seconds} s`,
	].join("，");
}
