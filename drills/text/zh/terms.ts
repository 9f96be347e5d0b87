import type { OutageTerm } from "../../../design/outage-term";
import { rounded } from "../rounded";
import type { Words } from "../say";

export const TERMS: Words<OutageTerm> = {
	"answers-until-moved": () => "原主节点持续应答，直到不再有报文到达",
	"in-flight": () => "切换瞬间正在途中的请求可能丢失",
	"master-leaves": () => "主节点退出时发送优先级 0 的通告",
	"tracked-file": () => "跟踪文件使主节点进入 FAULT 并发送优先级 0 的通告",
	"process-exits": () =>
		"systemd 写入跟踪文件，主节点进入 FAULT 并发送优先级 0 的通告",
	"service-stops": ({ maxMs }) =>
		`nginx 停止期间（最长 ${maxMs} ms）不接受连接，随后 systemd 写入跟踪文件`,
	"failed-checks": ({ checks, intervalMs }) =>
		`连续 ${checks} 次检查失败，每 ${rounded(intervalMs)} ms 检查一次`,
	"timed-out-checks": ({ checks, timeoutMs, intervalMs }) =>
		`连续 ${checks} 次检查超时（${rounded(timeoutMs)} ms），每 ${rounded(intervalMs)} ms 检查一次`,
	"missed-advertisements": ({ intervals, intervalMs }) =>
		`自最后一次通告起 ${intervals} 个通告间隔（各 ${rounded(intervalMs)} ms）`,
	skew: ({ ms, priority, intervalMs }) =>
		`偏移时间 ${rounded(ms)} ms = (256 − ${priority})/256 × ${intervalMs === undefined ? "1 s" : `${rounded(intervalMs)} ms`}`,
	"route-change": ({ startMs, calls, callMs }) =>
		`路由切换：辅助程序启动 ${startMs.min} 至 ${startMs.max} ms，另加 ${calls} 次 API 调用，每次 ${callMs.min} 至 ${callMs.max} ms（假定值）`,
	"route-gap": ({ maxMs }) =>
		`其间有一次 API 调用（最长 ${maxMs} ms，假定值）的时间内没有路由`,
	"havip-switch": ({ maxMs, source }) =>
		`云平台最长用 ${maxMs / 1000} s 把 HAVIP 指向新的主节点（${source === "documented" ? "云厂商文档" : "假定值"}）`,
};
