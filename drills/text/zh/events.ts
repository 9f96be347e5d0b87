import type { EventWords } from "../catalogue";
import { known } from "../known";
import { STEPS } from "./steps";

/** Where a fault happens to no machine of the lab. */
const PLACES = { cloud: "云", network: "网络" };

export const EVENTS: EventWords = {
	place: (machine) => known(PLACES, machine),
	steps: STEPS,
	action: { prepare: "准备", inject: "注入故障", heal: "恢复" },
	power: { off: "已断电", on: "已上电", frozen: "已冻结", thawed: "已解冻" },
	route: (destination, machine) =>
		`路由 ${destination} 的下一跳改为 ${machine}`,
	routeDeleted: (destination) => `路由 ${destination} 已删除，不指向任何节点`,
	announcement: (machine, address) => `${machine} 发出 ${address} 的免费 ARP`,
	call: (action, machine) =>
		`${machine ? `${machine} ` : ""}调用 API ${action}`,
	lost: (reason) => `丢失: ${reason}`,
	write: (machine, path, error) =>
		`${machine} 写入 ${path}：${error ?? "成功"}`,
	connection: (connection, node, state) =>
		`到 ${node} 的连接 ${connection} ${state === "opened" ? "已建立" : "已断开"}`,
};
