const thenStop = (what: string): string =>
	`${what}, then systemctl stop keepalived on the master`;

const loss = (percent: number): string =>
	`${percent} % of the master's packets lost in both directions, by nftables (numgen random)`;

/** What is done by each fault, by its name on the command line. A fault exists when it stands here. */
export const FAULTS = {
	drain: "halab-drain on the master: planned maintenance",
	"stop-keepalived": "systemctl stop keepalived on the master",
	"stop-keepalived-on-backup": "systemctl stop keepalived on the backup",
	"manual-down-file": "1 written into the tracked file of the master",
	"crash-nginx": "kill -9 of nginx on the master",
	"stop-nginx": "systemctl stop nginx on the master",
	"error-500": "nginx on the master answers every request with 500",
	"hang-nginx":
		"SIGSTOP to nginx on the master: it takes connections, answers nothing",
	"slow-nginx": "nginx on the master answers every request after 5 s",
	"kill-keepalived": "kill -9 of keepalived's main process on the master",
	"kill-vrrp-child": "kill -9 of keepalived's VRRP process on the master",
	"config-reload":
		"systemctl reload keepalived on the master, same configuration",
	"broken-config-reload":
		"reload with a keepalived.conf that is cut off in the middle",
	"disk-full":
		"/var/log and /var/keepalived of both nodes full, then systemctl stop keepalived on the master",
	"clock-step": "wall clock of the master set an hour ahead",
	"link-down": "network cable of the master pulled",
	"link-flapping":
		"network cable of the master pulled and plugged in 5 times, half an advertisement interval each",
	"one-way-loss-from-master":
		"nothing that the master sends arrives, by nftables",
	"one-way-loss-to-master":
		"nothing arrives at the master, by nftables; the others hear it",
	"split-brain":
		"VRRP (protocol 112) lost between the nodes, by nftables; data passes",
	partition:
		"nothing passes between the nodes, by nftables; clients reach both",
	"packet-loss-10": loss(10),
	"packet-loss-30": loss(30),
	"packet-loss-50": loss(50),
	freeze: "master frozen as a whole, then thawed",
	shutdown: "clean shutdown of the master",
	reboot: "reboot of the master",
	"power-cut": "power cut of the master",
	"both-boot": "power cut of all nodes, then all powered on together",
	"api-slow": thenStop(
		"the cloud's API takes a second longer for each request",
	),
	"api-throttled": thenStop(
		"the cloud's API refuses three changes as too many",
	),
	"api-task-conflict": thenStop(
		"another change is under way for three changes through the cloud's API",
	),
	"api-lost-answer": thenStop(
		"the cloud's API carries two changes out, but its answers are lost",
	),
	"api-stale-reads": thenStop(
		"the cloud's API answers questions with what was true 5 s ago",
	),
	"credential-expired": thenStop(
		"the cloud's API takes the credential for expired, for two changes",
	),
	"api-down": thenStop("the cloud's API is down for 5 s"),
	"api-down-60s": thenStop("the cloud's API is down for 60 s"),
	quiet: "nothing is done",
} as const satisfies Readonly<Record<string, string>>;

/** The name of a fault. */
export type FaultName = keyof typeof FAULTS;
