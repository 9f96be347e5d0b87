/** A command of the documents that a test runs. */
export interface Step {
	/** As the documents write it. */
	readonly command: string;
	/** What is run instead where that takes long or touches what is not the test's; the words stay the same otherwise. */
	readonly small?: string;
	/** Exit codes that are good. @default [0] */
	readonly exitCodes?: readonly number[];
	readonly says: RegExp;
}

/** A drill's verdict depends on what else the computer does; what it says does not. */
const JUDGED = { exitCodes: [0, 1] } as const;

const JQ_EVENTS = `jq -r 'select(.type == "fault" or .type == "machine" or .type == "vrrp" or .type == "announcement")
  | [(.timeNs / 1e6 | floor), .type, .machine, (.command // .state // .address)] | @tsv' LOG.ndjson | expand -t 14`;

const JQ_LOSSES = `jq -sc 'map(select(.type == "probe")) | group_by(.vantage)[]
  | {vantage: .[0].vantage, sent: length, lost: (map(select(.lost)) | length)}' LOG.ndjson`;

/** What needs no lab. */
export const WITHOUT_LAB: readonly Step[] = [
	{
		command: "npx halab labs",
		says: /^havip-nopreempt\n.*\nroute-nexthop\n.*\ndual-master\n/s,
	},
	{
		command: "npx halab check",
		says: /Predicted outage per fault:.*HAVIP to the new master/s,
	},
	{
		command: "npx cdktf synth",
		// The app that cdktf starts, without cdktf's own minute of Terraform.
		small:
			'cd "$ROOT" && eval "$(node -p \'require("./cdktf.json").app\')" && ls "$CDKTF_OUTDIR/stacks/havip-nopreempt-tencentcloud"',
		says: /cdk\.tf\.json/,
	},
	{
		command: "npx halab drill --list",
		says: /stop-keepalived.*power-cut.*api-down-60s/s,
	},
];

/** In one lab with a HAVIP. */
export const WITH_HAVIP: readonly Step[] = [
	{
		command: "npm start",
		small: 'cd "$ROOT" && npm start -- --settings "$SETTINGS"',
		...JUDGED,
		says: /node-1 answers.*Drill stop-keepalived.*What to try next/s,
	},
	{ command: "npx halab status", says: /10\.34\.0\.200 answers: node-/ },
	{
		command: "npx halab exec client -- curl -s 10.34.0.200",
		says: /^node-\d /,
	},
	{
		command: "npx halab exec internet -- curl -s 203.0.113.12",
		says: /^node-\d /,
	},
	{
		command: "npx halab exec node-1 -- journalctl -u keepalived",
		says: /Entering MASTER STATE/,
	},
	{
		command: "npx halab shell node-2",
		small: "echo hostname | npx halab shell node-2",
		says: /node-2/,
	},
	{
		command: "npx halab drill api-down",
		exitCodes: [1],
		says: /api-down is not for this lab: the nodes move the address by ARP/,
	},
	{
		command: "npx halab drill stop-keepalived --runs 3 --seed 7 --budget 300ms",
		small:
			"npx halab drill stop-keepalived --runs 1 --seed 7 --budget 300ms --report report && ls report",
		...JUDGED,
		says: /Drill stop-keepalived: havip-nopreempt on tencentcloud/,
	},
	{ command: JQ_EVENTS, says: /fault +node-\d +systemctl stop keepalived/ },
	{ command: JQ_LOSSES, says: /\{"vantage":"client","sent":\d+,"lost":\d+\}/ },
	{
		command: "npx halab soak --minutes 0.4 --seed 4",
		small: "npx halab soak --minutes 0.01 --seed 4",
		...JUDGED,
		says: /1 steps? with seed 4/,
	},
	{
		command: "npx halab exec node-1 -- systemctl stop nginx",
		says: /^$/,
	},
	{
		command: "npx halab exec node-1 -- systemctl start nginx",
		says: /^$/,
	},
	{ command: "npx halab down", says: /./ },
];

/** In one lab with a route. */
export const WITH_ROUTE: readonly Step[] = [
	{
		command: "npx halab up route-nexthop --cloud ksyun",
		says: /route-nexthop/,
	},
	{
		command: "npx halab api break latency --ms 500 --for 30",
		says: /^fault-1: latency/,
	},
	{
		command:
			"npx halab api break server-error --action 'Describe*' --probability 0.5",
		says: /^fault-2: server-error/,
	},
	{
		command: "npx halab api faults",
		says: /fault-1 {2}latency {2}milliseconds 500.*fault-2 {2}server-error/s,
	},
	{ command: "npx halab api heal fault-1", says: /^$/ },
	{ command: "npx halab api heal", says: /^$/ },
	{
		command: "npx halab api break throttle --changes --count 3",
		says: /^fault-3: throttle/,
	},
	{
		// What the README promises: longer than predicted, for the helper was refused three times.
		command: "npx halab drill stop-keepalived --from bastion",
		exitCodes: [1],
		says: /Drill stop-keepalived: route-nexthop on ksyun.*✖ within the prediction/s,
	},
	{
		command: "npx halab exec node-2 -- tail /var/log/keepalived.log",
		says: /(?:"retry".*){3}/s,
	},
];

/** What is run here under other words, in a test that stands elsewhere, or as a part of what is above. */
const ELSEWHERE: Readonly<Record<string, string>> = {
	"npm test": "package-scripts.test.ts",
	"npx halab drill stop-keepalived": "npm start begins with it",
	"npx halab drill power-cut": "cli/drill.test.ts",
	"npx halab drill power-cut --seed 7": "cli/drill.test.ts",
	"npx halab drill shutdown --from bastion": "drills/faults, cli/drill.test.ts",
	"npx halab drill --suite standard --runs 5 --report report":
		"one drill with a report, above; suites: cli/drill.test.ts",
	"npx halab compare power-cut --seed 7 --against seed:tencent":
		"cli/compare.test.ts",
	"halab up && halab drill --suite standard --runs 5 --budget 3.5s --report report\nstatus=$?\nhalab down\nexit $status":
		"up, a drill with budget and report, and down, above",
};

/** What cannot be run here: it needs an account, or a stack that is deployed. */
const IN_A_CLOUD: readonly string[] = [
	"npx cdktf diff",
	"npx cdktf deploy",
	"npx cdktf destroy",
	"npx cdktf deploy --outputs-file outputs.json",
	"npx halab drill stop-keepalived --ssh outputs.json",
	"npx halab drill --suite standard --runs 5 --ssh outputs.json --identity ~/.ssh/halab",
];

/** Commands of which only the words are looked at. */
export const NOT_RUN: readonly string[] = [
	...Object.keys(ELSEWHERE),
	...IN_A_CLOUD,
];

/** Commands that are run. */
export const RUN: readonly Step[] = [
	...WITHOUT_LAB,
	...WITH_HAVIP,
	...WITH_ROUTE,
];
