import type { AuditId, Finding } from "../../log/finding";
import { NOBODY } from "../../log/nobody";
import type { Words } from "../say";

export const AUDITS: Readonly<Record<AuditId, string>> = {
	"outcome-takeover": "另一节点已接管",
	"outcome-unnoticed": "无人察觉故障",
	"outcome-interruption": "服务曾中断，恢复后可用",
	"outcome-split-brain": "两个节点曾同时为主",
	"outcome-degradation": "服务受到干扰但挺过了故障",
	"well-before": "故障前服务正常",
	"within-prediction": "在预测范围内",
	"hard-bound": "中断没有超过硬上限",
	"other-addresses": "其他地址其间照常服务",
	"one-owner-during-fault": "故障期间只有一个持有者",
	"one-master-after-healing": "恢复后只有一个主节点",
	"well-again": "节点对已完全恢复",
	"steady-nodes": "恢复后各节点状态稳定",
	"two-masters": "没有长时间双主",
	"moved-back": "首选节点重新持有地址",
	"did-not-move-back": "地址没有移回",
	"did-not-move": "地址没有移动",
	"cloud-follows-master": "云侧指向与主节点一致",
	flapping: "地址的指向没有来回抖动",
	"everybody-finds-master": "各观测点都能找到主节点",
	"only-master-answers": "只有主节点应答",
	"files-intact": "配置与状态文件完好",
	"left-overs": "无僵尸进程、无残留脚本",
	"full-disks": "磁盘确已写满",
	"whole-log": "日志没有缺少请求",
};

const listed = (nodes: readonly string[]): string => nodes.join("、");

const whole = (ms: number): string => `${ms.toFixed(0)} ms`;

/** Who answers. */
const answers = (node: string): string =>
	node === NOBODY ? "无人应答" : `由 ${node} 应答`;

const masterIs = (nodes: readonly string[]): string =>
	nodes.length === 0 ? "无人处于 MASTER 状态" : `MASTER 为 ${listed(nodes)}`;

export const FINDINGS: Words<Finding> = {
	answered: ({ before, after }) =>
		`故障前${answers(before)}，故障后${answers(after)}`,
	unnoticed: ({ before, after, lost, broken }) =>
		`故障前${answers(before)}，故障后${answers(after)}，丢失 ${lost} 个请求，断开 ${broken} 个长连接`,
	"split-brain": ({ ms, lost }) =>
		`故障期间双主共 ${whole(ms)}，丢失 ${lost} 个请求`,
	disturbed: ({ lost, atEnd }) =>
		`故障期间丢失 ${lost} 个请求，最终${answers(atEnd)}`,
	interrupted: ({ lost, last, atEnd }) =>
		`故障期间丢失 ${lost} 个请求，故障末${answers(last)}，恢复后${answers(atEnd)}`,

	"lost-before": ({ lost, vantage, address }) =>
		`故障前从 ${vantage} 对 ${address} 的请求丢失 ${lost} 个`,
	"nothing-lost-before": () => "故障前没有丢失请求",

	outage: ({ ms, maxMs, by, resolutionMs }) =>
		`实测 ${whole(ms)}，${by === "limit" ? "允许" : "预测"}最长 ${whole(maxMs)}，分辨率 ${resolutionMs} ms`,
	"longest-outage": ({ address, vantage, ms, allowedMs }) =>
		`从 ${vantage} 看 ${address} 中断 ${whole(ms)}，即使计算机再忙也只允许 ${whole(allowedMs)}`,
	away: ({ address, ms, allowedMs }) =>
		`${address} 中断 ${whole(ms)}，允许 ${whole(allowedMs)}`,

	holders: ({ address, nodes }) =>
		`${address} ${nodes.length === 0 ? "无人持有" : `位于 ${listed(nodes)}`}`,
	masters: ({ instance, masters, holders, answers: node }) =>
		[
			`${instance === undefined ? "" : `${instance} `}${masterIs(masters)}`,
			holders.length === 0 ? "地址无人持有" : `地址位于 ${listed(holders)}`,
			...(node === undefined ? [] : [answers(node)]),
		].join("，"),
	"two-masters": ({ ms, allowedMs, afterHealing }) =>
		`${afterHealing ? "恢复后" : ""}双主共 ${whole(ms)}，允许 ${whole(allowedMs)}`,

	"node-away": ({ node }) => `${node} 已断电或无法访问`,
	"no-master": ({ instance }) => `${instance} 没有 MASTER 节点`,
	"several-masters": ({ instance, nodes }) =>
		`${listed(nodes)} 同时是 ${instance} 的 MASTER`,
	"neither-master-nor-backup": ({ node, instance, state }) =>
		`${node} 在 ${instance} 中的状态为 ${state || "未知"}`,
	"address-against-state": ({ node, instance, state, address, has }) =>
		`${node} 是 ${instance} 的 ${state}，却${has ? "持有" : "没有"} ${address}`,
	"pair-well": () => "一个 MASTER，其余节点均为 BACKUP",

	"most-transitions": ({ times, allowed }) =>
		`单个节点最多 ${times} 次 VRRP 状态变化，允许 ${allowed} 次`,
	transitions: ({ node, instance, times, allowed }) =>
		`${node} 在 ${instance} 中有 ${times} 次 VRRP 状态变化，允许 ${allowed} 次`,

	"way-back": ({ preferred, atEnd, ms, maxMs }) =>
		`首选节点为 ${preferred}，最终${answers(atEnd)}；恢复后中断 ${whole(ms)}${maxMs === undefined ? "" : `，预测最长 ${whole(maxMs)}`}`,
	stayed: ({ atEnd, targets, lost }) =>
		`${listed(targets)} 恢复后${answers(atEnd)}，其间丢失 ${lost} 个请求`,

	"leads-to": ({ address, to, masters, unexplained, astray }) =>
		`${address} ${to === undefined ? "不指向任何节点" : `指向 ${to}`}${unexplained ? "（没有任何事件说明原因）" : ""}${astray ? "，故障前没有指向主节点" : ""}，${masterIs(masters)}`,
	changes: ({ address, times, allowed, withinMinute }) =>
		`${address}：改变 ${times} 次，允许 ${allowed} 次${withinMinute === undefined ? "" : `；一分钟内 ${withinMinute.times} 次，允许 ${withinMinute.allowed} 次`}`,

	"nobody-asked": ({ address, vantage }) =>
		`没有从 ${vantage || "任何位置"} 请求 ${address}`,
	"unanswered-until-healing": ({ address, vantage }) =>
		`直到恢复都无人应答 ${vantage} 对 ${address} 的请求`,
	"answers-at-end": ({ address, vantage, node }) =>
		`最终${node === NOBODY ? "无人" : ` ${node} `}应答 ${vantage} 对 ${address} 的请求`,
	"all-find-master": () => "最终每个观测点都由主节点应答",

	"wrong-answers": ({ times, nodes }) =>
		`${listed(nodes)} 在非主状态下应答了 ${times} 次`,
	"only-master-answered": () => "所有应答均来自当时的主节点",

	"not-seen-before": ({ node }) => `故障前没有查看 ${node}`,
	"configuration-unread": ({ node }) => `没有读取 ${node} 的配置`,
	"file-changed": ({ node, path }) => `${node} 的 ${path} 已改变`,
	"state-file-wrong": ({ node, instance, state, last }) =>
		`${node} 的 /var/keepalived/${instance}.state ${state ? `写着 ${state}` : "为空"}，而 keepalived 最后的状态是 ${last}`,
	"files-same": () => "与故障前相同，状态文件与 keepalived 的状态一致",

	zombie: ({ node, command }) => `${node} 上有僵尸进程 ${command}`,
	"runs-long": ({ node, command, seconds }) =>
		`${node} 上的 ${command} 已运行 ${seconds} s`,
	"no-notify-script": ({ node }) => `${node} 上没有运行 notify_action.sh`,
	"several-notify-scripts": ({ node, times }) =>
		`${node} 上同时运行着 ${times} 个 notify_action.sh`,
	"one-notify-script": () => "每个节点恰有一个通知脚本",

	write: ({ node, path, error }) =>
		`${node} 上写入 ${path} 的结果为 ${error ?? "成功"}`,
	"no-write": ({ node }) => `没有在故障前后都尝试过在 ${node} 上写入`,
	"all-writes-failed": ({ error }) => `每次尝试写入都以 ${error} 告终`,

	"requests-missing": ({ times, address, vantage }) =>
		`缺少 ${vantage} 对 ${address} 的 ${times} 个请求`,
	"probe-ended": ({ address, vantage }) =>
		`${vantage} 上对 ${address} 的探测在演练结束前就已停止`,
	"log-whole": () => "直到演练结束，每个请求都有应答或丢失的记录",
};
