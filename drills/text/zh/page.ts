import { cloudTitles } from "../../../design/cloud-titles";
import type { PageWords } from "../catalogue";
import { known } from "../known";

const CLOUDS = cloudTitles("zh");

const TUTORIALS: Readonly<Record<string, string>> = {
	"seed:tencent": "腾讯云教程",
	"seed:kingsoft": "金山云教程",
	"seed:alibaba": "阿里云教程",
	"seed:onprem": "自建机房教程",
};

export const PAGE: PageWords = {
	language: "中文",
	listed: (names) => names.join("、"),
	clauses: (parts) => parts.join("，"),
	sentences: (parts) => parts.join("；"),
	title: "故障切换演练",
	languageSwitch: "语言",
	passed: "通过",
	failed: "未通过",
	verdict: (passed, all) =>
		passed === all
			? all === 1
				? "演练通过"
				: `${all} 次演练全部通过`
			: all === 1
				? "演练未通过"
				: `${all} 次演练中 ${all - passed} 次未通过`,
	facts: {
		lab: "实验环境",
		cloud: "云平台",
		timing: "时间参数",
		date: "演练时间",
		made: "报告生成于",
		seed: "随机种子",
		machine: "机器",
		probe: "探测",
		budget: "中断上限",
	},
	cores: (processor, cores) => `${processor}，${cores} 核`,
	memory: (gib) => `内存 ${gib} GiB`,
	cloud: (id) => known(CLOUDS, id),
	everyMs: (intervalMs) => `每 ${intervalMs} ms 一个请求`,
	sections: {
		summary: "各类故障的代价",
		distribution: "每次演练的中断时长",
		comparison: "与教程配置对比",
		topology: "实验环境拓扑",
		drills: "演练明细",
	},
	explain: {
		distribution:
			"每次演练中故障造成的中断时长，对数坐标。没有可测中断的演练画在最左侧。",
		comparison:
			"同样的故障、同样的环境，换用各教程自己的配置：条形为中位数，横线末端为最长中断；≥ 表示修复故障后才结束。",
		timeline:
			"各节点的状态、发生的事件和每一个请求：圆点为正常响应，越高越慢；竖线为丢失的请求。",
		notDrawn: (runs) => `另有 ${runs} 次演练未画出，见 report.json。`,
	},
	columns: {
		fault: "故障",
		runs: "次数",
		p50: "p50",
		p95: "p95",
		max: "最长",
		outage: "中断",
		healing: "恢复引起的中断",
		twoMasters: "双主时长",
		broken: "断开的长连接",
		lost: "丢失请求",
		budget: "中断上限",
		prediction: "预测",
		verdict: "结论",
	},
	ending: {
		"as-expected": "符合预期",
		"served-by-the-same": "没有接管，自行恢复",
		"nobody-served": "没有接管，修复前一直中断",
		noticed: "受到影响",
		"not-back": "未能恢复",
		other: "出现其他情况",
	},
	timesOf: (what, times, runs) => `${what}（${runs} 次中 ${times} 次）`,
	kept: "未超出",
	exceeded: (times, runs) => `${runs} 次中 ${times} 次超出`,
	auditFailed: (audit, times, runs) => `${audit}：${runs} 次中 ${times} 次不符`,
	run: (run, runs) => `第 ${run} 次，共 ${runs} 次`,
	outage: "服务中断",
	outageParts: (fault, healing) => `故障造成 ${fault}，恢复造成 ${healing}`,
	lostOf: (lost, sent) => `${sent} 个请求丢失 ${lost} 个`,
	nobody: "无",
	prediction: (min, max, formula) => `${min} – ${max}：${formula}`,
	phases: "各阶段",
	phase: {
		effect: "生效",
		detection: "检测",
		election: "选举",
		announcement: "宣告",
		client: "客户端",
	},
	predicted: "预测",
	masters: "主节点",
	mastersTime: (none, two) => `无主 ${none}，双主 ${two}`,
	connections: "长连接",
	connectionsBroken: (broken, opened) => `${opened} 个中断开 ${broken} 个`,
	began: "开始时间",
	drawnFrom: (seed, run) => `，随机种子 ${seed}，第 ${run} 次`,
	eventLog: "事件日志",
	overBudget: (budget) => `超过了 ${budget} 的中断上限`,
	bands: {
		master: "主",
		backup: "备",
		fault: "FAULT 状态",
		stop: "已停",
		off: "断电",
		frozen: "冻结",
		booting: "启动中",
	},
	twoMasters: "双主",
	afterFault: "故障后 ms",
	wholeDrill: "全程",
	milliseconds: "ms",
	inject: "注入故障",
	heal: "恢复",
	announcement: "GARP",
	route: "路由",
	ours: "本项目",
	vipBy: { havip: "高可用虚拟 IP", route: "路由" },
	subject: (subject) => known(TUTORIALS, subject),
	median: "中位数",
	legend: {
		runPassed: "通过",
		runFailed: "未通过",
		median: "中位数",
		predicted: "预测范围",
		budget: "中断上限",
	},
	topology: {
		client: "另一子网的客户端",
		bastion: "堡垒机",
		neighbour: "与节点同一子网",
		internet: "公网，经 EIP",
		holds: "持有 VIP",
		by: { havip: "HAVIP", route: "路由" },
	},
};
