import type { ApiFault } from "../../../ports/bench";
import type { Step } from "../../log/step";
import type { Words } from "../say";

const API_FAULTS: Readonly<Record<ApiFault["kind"], string>> = {
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

export const STEPS: Words<Step> = {
	nothing: () => "无操作",
	"power-cut": () => "断电",
	"power-off": () => "关机",
	"power-on": () => "上电",
	reboot: () => "重启",
	freeze: () => "冻结",
	thaw: () => "解冻",
	"link-down": () => "断开网线",
	"link-up": () => "接回网线",
	"lose-vrrp-between-nodes": () => "丢弃节点之间的 VRRP 报文",
	"lose-all-between-nodes": () => "丢弃节点之间的所有报文",
	"lose-all-from-master": () => "丢弃主节点发出的所有报文",
	"lose-all-to-master": () => "丢弃发往主节点的所有报文",
	"lose-share": ({ percent }) => `丢弃主节点 ${percent} % 的报文`,
	"packets-pass": () => "所有报文恢复通行",
	"kill-vrrp-process": () => "kill -9 keepalived 的 VRRP 进程",
	"break-keepalived-config": () => "重载残缺的 keepalived.conf",
	"restore-keepalived-config": () => "keepalived.conf 恢复原样",
	"set-tracked-file": ({ path, value }) => `向 ${path} 写入 ${value}`,
	"nginx-answers-500": () => "nginx 一律返回 500",
	"start-slow-backend": ({ seconds }) => `启动延迟 ${seconds} s 应答的后端`,
	"nginx-asks-slow-backend": () => "nginx 转发到延迟的后端",
	"restore-nginx-config": () => "nginx 恢复原配置",
	"fill-disk": () => "写满 /var",
	"empty-disk": () => "释放 /var",
	"clock-ahead": () => "时钟拨快一小时",
	"set-clock": () => "由时间服务校准时钟",
	"break-api": ({
		fault: { kind, milliseconds, changes, probability, count, forMs },
	}) =>
		[
			`API ${API_FAULTS[kind]}${milliseconds === undefined ? "" : ` ${milliseconds} ms`}`,
			probability !== undefined &&
				`涉及 ${probability * 100} % 的${changes ? "修改" : "请求"}`,
			count !== undefined && `共 ${count} ${changes ? "次修改" : "个请求"}`,
			`最长 ${forMs / 1000} s`,
		]
			.filter((part) => part !== false)
			.join("，"),
	"heal-api": () => "API 恢复正常",
};
