import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { runInNodeImage } from "../support/node-image";

const script = (name: string): string =>
	readFileSync(join(__dirname, "../../userdata/files", name), "utf8");

const KEEPALIVED_CONF = `vrrp_instance VI_1 {
    unicast_peer {
        192.0.2.1
    }
    virtual_ipaddress {
        192.0.2.200/24 dev eth0
        198.51.100.9/32 dev eth0
    }
}
`;

describe("notify_action.sh", () => {
	const files = {
		"/etc/keepalived/notify_action.sh": script("notify_action.sh"),
		"/etc/keepalived/keepalived.conf": KEEPALIVED_CONF,
	};
	/** The reader at work, and how to wait until the log says something so many times. */
	const READER = `mkdir -p /run/halab; mkfifo /run/fifo
/etc/keepalived/notify_action.sh /run/fifo & reader=$!
exec 9<>/run/fifo
until_log() { until [[ $(grep -c "$1" /var/log/keepalived.log) == "$2" ]]; do sleep 0.01; done 2>/dev/null; }
`;

	test("records every transition in the order of the FIFO, and goes on after STOP", async () => {
		const { stdout, exitCode } = await runInNodeImage(
			`${READER}
for i in $(seq 100); do
	printf 'INSTANCE "VI_1" BACKUP 254\\nINSTANCE "VI_1" MASTER 254\\n' >&9
done
printf 'INSTANCE "VI_2" FAULT 253\\nGROUP "VG_1" FAULT 0\\n' >&9
printf 'INSTANCE "VI_1" STOP 254\\nINSTANCE "VI_2" STOP 254\\n' >&9
printf 'INSTANCE "VI_1" BACKUP 254\\n' >&9
until_log notify_ 204
kill $reader
cat /var/keepalived/state; echo
cat /var/keepalived/VI_2.state; echo
cat /run/halab/VI_1.state; echo
sed 's/^\\[[0-9-]* [0-9:]*\\] //' /var/log/keepalived.log | uniq -c | sort | uniq -c | head -1
tail -4 /var/log/keepalived.log`,
			files,
		);
		expect(exitCode).toBe(0);
		const lines = stdout.trim().split("\n");
		expect(lines.slice(0, 3)).toEqual(["BACKUP", "STOP", "BACKUP"]);
		// BACKUP and MASTER alternate a hundred times: no line of the log repeats the one before.
		expect(lines[3]?.trim()).toMatch(/^101\s+1\s+notify_backup$/);
		expect(lines.slice(4).map((line) => line.slice(22))).toEqual([
			" notify_fault",
			" notify_stop",
			" notify_stop",
			" notify_backup",
		]);
		expect(lines[4]).toMatch(/^\[\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\] {2}notify_/);
	});

	test("says a rival's adverts once in two seconds, not ten times a second", async () => {
		const { stdout } = await runInNodeImage(
			`${READER}
for i in $(seq 300); do printf 'INSTANCE "VI_1" MASTER_RX_LOWER_PRI 254\\n'; done >&9
printf 'INSTANCE "VI_1" BACKUP 254\\n' >&9; until_log notify_backup 1
grep -c rx_lower /var/log/keepalived.log; kill $reader`,
			files,
		);
		expect(Number(stdout)).toBeLessThan(10);
	});

	test("that was killed finds what was written meanwhile, and what it took along from the address", async () => {
		const { stdout } = await runInNodeImage(
			`${READER}
printf 'INSTANCE "VI_1" BACKUP 254\\n' >&9; until_log notify_backup 1
kill -9 $reader; wait $reader
# The line that said MASTER is lost.
ip address add 192.0.2.200/24 dev eth0
printf 'INSTANCE "VI_2" FAULT 254\\n' >&9
/etc/keepalived/notify_action.sh /run/fifo & reader=$!
until_log notify_fault 1
cat /run/halab/VI_1.state; echo; cat /run/halab/VI_2.state; echo
kill -9 $reader; wait $reader; /etc/keepalived/notify_action.sh /run/fifo & reader=$!
printf 'INSTANCE "VI_2" BACKUP 254\\n' >&9; until_log notify_backup 2
grep -c notify_master /var/log/keepalived.log; kill $reader`,
			files,
		);
		expect(stdout.trim().split("\n")).toEqual(["MASTER", "FAULT", "1"]);
	});

	test("keeps the truth where no disk can be full", async () => {
		const { stdout } = await runInNodeImage(
			`mkdir -p /var/keepalived; mount -t tmpfs -o size=4k none /var/keepalived
mount -t tmpfs -o size=4k none /var/log
head -c 4096 /dev/zero >/var/keepalived/full; head -c 4096 /dev/zero >/var/log/full
${READER}
{ printf 'INSTANCE "VI_1" BACKUP 254\\nINSTANCE "VI_1" MASTER 254\\n' >&9
until [[ $(cat /run/halab/VI_1.state) == MASTER ]]; do sleep 0.01; done; } 2>/dev/null
cat /run/halab/VI_1.state; kill $reader`,
			files,
		);
		expect(stdout).toBe("MASTER");
	});
});

describe("notify_action.sh with the nexthop helper", () => {
	test("calls it on every sign of being master, in the background, and no more often than needed", async () => {
		const { stdout, stderr, exitCode } = await runInNodeImage(
			`mkfifo /run/fifo; mkdir -p /run/halab
/etc/keepalived/notify_action.sh /run/fifo & reader=$!
exec 9<>/run/fifo
send() { printf 'INSTANCE "VI_1" %s 254\\n' "$1" >&9; }
until_log() { until [[ $(grep -c "$1" /var/log/keepalived.log) == "$2" ]]; do sleep 0.01; done 2>/dev/null; }
send BACKUP; send FAULT; until_log notify_fault 1; [[ -e /run/calls ]] && echo 'called without being master'
send MASTER; send BACKUP; until_log notify_backup 2
# The first one still runs (it takes a second), and the transition after it is recorded.
[[ -e /run/done ]] && echo 'had to wait'
for i in $(seq 20); do send MASTER_RX_LOWER_PRI; done; send FAULT; until_log notify_fault 2
sleep 10
cut -d' ' -f1,2 /run/calls | sort | uniq -c
grep -Ec '^migrate --since [0-9]{10}\\.[0-9]{6}$' /run/calls
kill $reader`,
			{
				"/etc/keepalived/notify_action.sh": script("notify_action.sh"),
				"/etc/keepalived/keepalived.conf": KEEPALIVED_CONF,
				"/usr/local/sbin/halab-nexthop": `#!/bin/bash
echo "$*" >>/run/calls
[[ $1 == migrate ]] && sleep 1
touch /run/done`,
			},
		);
		expect(stderr).toBe("");
		expect(exitCode).toBe(0);
		expect(stdout.trim().split(/\s*\n\s*/)).toEqual([
			"2 migrate --since",
			"4 reconcile --deadline",
			"2",
		]);
	});
});

/** A service that answers as a file says, and systemd's notification socket, which keeps what it is told. */
const SERVICE = `ip link set lo up; mkdir -p /run/halab /var/keepalived
cat >/srv/service.py <<'PY'
import os, socket, threading, time
told = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
told.bind("/run/notify")
def keep():
    while True:
        open("/run/told", "ab").write(told.recv(100) + b"\\n")
threading.Thread(target=keep, daemon=True).start()
server = socket.create_server(("127.0.0.1", 8080))
open("/run/ready", "w").close()
while True:
    connection, _ = server.accept()
    connection.recv(1000)
    answer = open("/run/answer").read()
    if answer == "gone":
        server.close()
        time.sleep(1000)
    if answer == "hang":
        hung = connection
        continue
    connection.sendall(f"HTTP/1.1 {answer}\\r\\n\\r\\n".encode())
    connection.close()
PY
printf '200 OK' >/run/answer
python3 /srv/service.py & service=$!
until [[ -e /run/ready ]]; do sleep 0.02; done
until_verdict() { until [[ $(cat /run/halab/check_http.fault 2>/dev/null) == "$1" ]]; do sleep 0.02; done; }
export NOTIFY_SOCKET=/run/notify
halab-watchdog & watchdog=$!
until grep -q READY=1 /run/told; do sleep 0.02; done 2>/dev/null
`;

const nodeFiles = {
	"/usr/local/sbin/halab-watchdog": script("halab-watchdog.py"),
	"/usr/local/sbin/halab-drain": script("halab-drain.py"),
	"/etc/halab/checks.json": JSON.stringify([
		{
			path: "/",
			file: "/run/halab/check_http.fault",
			interval: 0.05,
			timeout: 0.2,
			fall: 2,
			rise: 2,
		},
	]),
	"/etc/halab/node.json": JSON.stringify({
		node: "node-1",
		interface: "eth0",
		address: "127.0.0.1",
		peers: ["127.0.0.2"],
		vips: ["192.0.2.200"],
		service: { name: "nginx", port: 8080 },
	}),
};

describe("halab-watchdog", () => {
	test("finds a service that hangs, is wrong or is gone, and forgives", async () => {
		const { stdout, stderr, exitCode } = await runInNodeImage(
			`${SERVICE}
sleep 0.5; [[ -e /run/halab/check_http.fault ]] && echo 'a verdict on a well service'
for bad in '500 Internal Server Error' '404 Not Found' ' busy' hang; do
	printf "$bad" >/run/answer; until_verdict 1; echo "$bad: FAULT"
	printf '302 Found' >/run/answer; until_verdict 0
done
printf gone >/run/answer; until_verdict 1; echo 'gone: FAULT'
sleep 1.2; grep -c WATCHDOG=1 /run/told | sed 's/^[1-9].*/alive/'
kill $watchdog $service`,
			nodeFiles,
		);
		expect(stderr).toBe("");
		expect(exitCode).toBe(0);
		expect(stdout.split("\n").filter((line) => !line.startsWith("/"))).toEqual([
			"500 Internal Server Error: FAULT",
			"404 Not Found: FAULT",
			" busy: FAULT",
			"hang: FAULT",
			"gone: FAULT",
			"alive",
			"",
		]);
	});

	test("one slow answer is no fault, and neither is its own sleep", async () => {
		const { stdout } = await runInNodeImage(
			`${SERVICE}
printf hang >/run/answer; sleep 0.1; printf '200 OK' >/run/answer
sleep 0.5
kill -STOP $watchdog; sleep 1; kill -CONT $watchdog
sleep 0.5
[[ ! -e /run/halab/check_http.fault ]] && echo 'no fault'
kill $watchdog $service`,
			nodeFiles,
		);
		expect(stdout).toBe("no fault\n");
	});
});

describe("halab-drain", () => {
	/** Plays the peer and keepalived: the peer becomes master when the file of this node says 1. */
	const PEER = `cat >/srv/peer.py <<'PY'
import json, socket, sys
peer = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
peer.bind(("127.0.0.2", 61112))
while True:
    sender = peer.recvfrom(16)[1]
    try:
        drained = open("/run/halab/drain.fault").read().strip() == "1"
    except OSError:
        drained = False
    helper = {"nexthop": sys.argv[3]} if sys.argv[3:] else {}
    peer.sendto(json.dumps({"VI_1": sys.argv[2] if drained else sys.argv[1], **helper}).encode(), sender)
PY
peer() { kill $peer 2>/dev/null; python3 /srv/peer.py "$@" & peer=$!; sleep 0.3; }
show() { cat /run/halab/drain.fault; ip route show table local 192.0.2.200; cat /proc/sys/net/ipv4/conf/eth0/arp_ignore; }
printf MASTER >/run/halab/VI_1.state
ip address add 192.0.2.200/32 dev eth0
`;

	test("refuses without a peer that would take over", async () => {
		const { stdout, stderr, exitCode } = await runInNodeImage(
			`${SERVICE}${PEER}
halab-drain; peer FAULT FAULT; halab-drain; result=$?
[[ ! -e /run/halab/drain.fault ]] || echo 'written all the same'
kill $watchdog $service $peer; exit $result`,
			nodeFiles,
		);
		expect(exitCode).toBe(1);
		expect(stdout).toBe("");
		expect(stderr).toMatch(
			/nothing done: no peer is BACKUP for VI_1.*\{'127.0.0.2': \{\}\}.*\nnothing done: .*\{'VI_1': 'FAULT'\}/,
		);
	});

	test("refuses when the peer could not move the route", async () => {
		const { stderr, exitCode } = await runInNodeImage(
			`${SERVICE}${PEER}
peer BACKUP MASTER 'no credentials: gone'; halab-drain; result=$?
[[ ! -e /run/halab/drain.fault ]] || echo 'written all the same'
kill $watchdog $service $peer; exit $result`,
			nodeFiles,
		);
		expect(exitCode).toBe(1);
		expect(stderr).toMatch(/nothing done: .*'nexthop': 'no credentials: gone'/);
	});

	test("that is ended goes on answering, until it is undone or done again", async () => {
		const { stdout, exitCode, stderr } = await runInNodeImage(
			`${SERVICE}${PEER}
peer BACKUP MASTER
for again in --undo ''; do
	printf MASTER >/run/halab/VI_1.state; ip address add 192.0.2.200/32 dev eth0 2>/dev/null
	halab-drain >/dev/null & drain=$!
	until [[ -e /run/halab/drain.fault && $(cat /run/halab/drain.fault) == 1 ]]; do sleep 0.01; done
	ip address del 192.0.2.200/32 dev eth0; printf FAULT >/run/halab/VI_1.state
	kill -HUP $drain; wait $drain 2>/dev/null; echo "ended $?"
	ip route show table local 192.0.2.200; cat /proc/sys/net/ipv4/conf/eth0/arp_ignore
	[[ $again != --undo ]] || printf BACKUP >/run/halab/VI_1.state
	halab-drain $again | tail -1; echo "again: $?"; show; echo
done
kill $watchdog $service $peer; exit 0`,
			nodeFiles,
		);
		expect(exitCode, stderr).toBe(0);
		const told = stdout.split("\n").filter((line) => !line.startsWith("/ "));
		expect(told.join("\n").trim().split("\n")).toEqual([
			...["ended 1", "local 192.0.2.200 dev lo scope host ", "1"],
			"node-1 is in service: {'VI_1': 'BACKUP'}",
			...["again: 0", "00", ""],
			...["ended 1", "local 192.0.2.200 dev lo scope host ", "1"],
			"node-1 is out of service; back with: halab-drain --undo",
			...["again: 0", "10"],
		]);
	});

	test("says so when the peer does not take over, and is in service again", async () => {
		const { stdout, stderr, exitCode } = await runInNodeImage(
			`${SERVICE}${PEER}
peer BACKUP BACKUP; halab-drain; result=$?; show
kill $watchdog $service $peer; exit $result`,
			nodeFiles,
		);
		expect(exitCode).toBe(1);
		expect(stderr).toMatch(/no peer took over .* node-1 is in service again/);
		expect(stdout.split("\n").slice(1)).toEqual([
			"0local 192.0.2.200 dev eth0 proto kernel scope host src 192.0.2.200 ",
			"0",
			"",
		]);
	});

	test("is not undone while keepalived is stopped", async () => {
		const { stdout, stderr, exitCode } = await runInNodeImage(
			`${SERVICE}
sed -i 's/^TAKEOVER_SECONDS = .*/TAKEOVER_SECONDS = 1/' /usr/local/sbin/halab-drain
printf ok >/run/halab/nexthop.result; halab-drain --undo; echo "without a state $?"
printf BACKUP >/run/halab/VI_1.state; printf STOP >/run/halab/VI_2.state; halab-drain --undo; result=$?
kill $watchdog $service; exit $result`,
			nodeFiles,
		);
		expect(exitCode).toBe(1);
		expect(stdout).not.toContain("in service");
		expect(stdout).toContain("without a state 1");
		expect(stderr).toMatch(
			/node-1 is not fit: \{'nexthop': 'ok'\}.*\nnode-1 is not fit: .*'VI_2': 'STOP'/,
		);
	});

	test("moves the address, answers meanwhile, cleans up, and comes back", async () => {
		const { stdout, stderr, exitCode } = await runInNodeImage(
			`${SERVICE}${PEER}
peer BACKUP MASTER
halab-drain & drain=$!
until [[ -e /run/halab/drain.fault ]]; do sleep 0.01; done
ip address del 192.0.2.200/32 dev eth0; printf FAULT >/run/halab/VI_1.state
ip route show table local 192.0.2.200; cat /proc/sys/net/ipv4/conf/eth0/arp_ignore
halab-drain 2>&1 | tail -1
wait $drain || exit 1
show; echo
halab-drain; printf BACKUP >/run/halab/VI_1.state; halab-drain --undo || exit 1; show
halab-drain --nonsense
kill $watchdog $service $peer; exit 0`,
			nodeFiles,
		);
		expect(exitCode, stderr).toBe(0);
		expect(stderr.trim()).toBe("usage: halab-drain [--undo]");
		expect(
			stdout
				.replaceAll(/\d+\.\d{3} s/g, "TIME")
				.trim()
				.split("\n"),
		).toEqual([
			"local 192.0.2.200 dev lo scope host ",
			"1",
			"another halab-drain is at work",
			"VI_1: 127.0.0.2 is BACKUP",
			"a peer is MASTER after TIME",
			"last packet TIME later",
			"node-1 is out of service; back with: halab-drain --undo",
			"10",
			"",
			"node-1 is out of service; back with: halab-drain --undo",
			"node-1 is in service: {'VI_1': 'BACKUP'}",
			"00",
		]);
	});
});

test("at boot there is a pipe for keepalived, and no state of the time before", async () => {
	const { stdout, stderr, exitCode } = await runInNodeImage(
		`mkdir -p /var/keepalived; printf MASTER >/var/keepalived/VI_1.state
systemd-tmpfiles --create halab.conf; cat /var/keepalived/VI_1.state; echo
systemd-tmpfiles --create --remove --boot halab.conf; [[ ! -e /var/keepalived ]] || echo 'a state of the time before'
stat -c '%F %a' /run/halab/vrrp.fifo`,
		{ "/etc/tmpfiles.d/halab.conf": script("tmpfiles.conf") },
	);
	expect(exitCode, stderr).toBe(0);
	expect(stdout.trim().split("\n")).toEqual(["MASTER", "fifo 600"]);
});

test("halab-release takes the addresses of the configuration off and says STOP", async () => {
	const { stdout, exitCode } = await runInNodeImage(
		`mkdir -p /var/keepalived /run/halab; printf MASTER >/run/halab/VI_1.state; printf MASTER >/var/keepalived/state
ip address add 192.0.2.1/24 dev eth0; ip address add 192.0.2.200/24 dev eth0; ip address add 198.51.100.9/32 dev eth0
halab-release || exit 1
halab-release || exit 2
ip -4 -o address show dev eth0 | awk '{ print $4 }'; cat /run/halab/*.state /var/keepalived/*state`,
		{
			"/usr/local/sbin/halab-release": script("halab-release.sh"),
			"/etc/keepalived/keepalived.conf": KEEPALIVED_CONF,
		},
	);
	expect(exitCode).toBe(0);
	expect(stdout).toBe("192.0.2.1/24\nSTOPSTOP");
});

test("halab-release lets a keepalived that ends at once come back ever more slowly", async () => {
	const { stdout, stderr } = await runInNodeImage(
		`mkdir -p /run/halab /var/keepalived
export SERVICE_RESULT=exit-code
for i in 1 2 3 4 5 6 7 8; do halab-release; done; echo stopped
SERVICE_RESULT=success halab-release
touch -d '-1 minute' /run/halab/keepalived.falls
halab-release; halab-release`,
		{
			"/usr/local/sbin/halab-release": script("halab-release.sh"),
			"/etc/keepalived/keepalived.conf": KEEPALIVED_CONF,
			"/usr/local/bin/sleep": "#!/bin/sh\necho $1",
		},
	);
	expect(stderr).toBe("");
	expect(stdout.trim().split("\n")).toEqual([
		...["0", "1", "2", "3", "4", "5", "5", "5"],
		...["stopped", "0", "1"],
	]);
});

describe("halab-install.sh", () => {
	/** A stand-in for apt-get without egress until its third update; it notes its calls. */
	const aptGet = `#!/bin/bash
echo "apt-get $*" >>/run/calls
[[ -x /usr/sbin/policy-rc.d ]] && echo guarded >>/run/calls
[[ $* == *update* ]] && { (( $(grep -c update /run/calls) >= \${WORKS_AT:-3} )); exit; }
touch /run/installed`;
	const dpkgQuery = `#!/bin/bash
[[ -e /run/installed ]] && printf installed`;
	const files = {
		"/usr/local/sbin/halab-install": script("halab-install.sh"),
		"/usr/local/bin/apt-get": aptGet,
		"/usr/local/bin/dpkg-query": dpkgQuery,
	};
	const run = (environment: string, before = "") =>
		runInNodeImage(
			`${before}
${environment} HALAB_INSTALL_PAUSE_SECONDS=0.1 /usr/local/sbin/halab-install nginx keepalived; result=$?
grep -c update /run/calls; grep -c ' install ' /run/calls; grep -q guarded /run/calls && echo guarded
[[ -e /usr/sbin/policy-rc.d ]] && echo 'guard left behind'
exit $result`,
			files,
		);

	test("tries again until egress works, and lets no package start its service", async () => {
		const { stdout, exitCode } = await run("");
		expect(stdout.trim().split("\n")).toEqual(["3", "1", "guarded"]);
		expect(exitCode).toBe(0);
	});

	test("waits for another apt, and says what was wrong rather than what might be", async () => {
		const { stdout, stderr, exitCode } = await runInNodeImage(
			`HALAB_INSTALL_SECONDS=0 /usr/local/sbin/halab-install nginx; result=$?
grep -c DPkg::Lock::Timeout=60 /run/calls; exit $result`,
			{
				...files,
				"/usr/local/bin/apt-get": `#!/bin/bash
echo "apt-get $*" >>/run/calls
[[ $* == *update* ]] && exit 0
echo 'E: Unable to locate package nginx' >&2; exit 100`,
			},
		);
		expect(exitCode).toBe(1);
		expect(stdout.trim()).toBe("1");
		expect(stderr).toContain("E: Unable to locate package nginx");
	});

	test("gives up with a message that says what to check", async () => {
		const { stderr, stdout, exitCode } = await run(
			"WORKS_AT=1000 HALAB_INSTALL_SECONDS=1",
		);
		expect(exitCode).toBe(1);
		expect(stderr).toMatch(
			/cannot install nginx keepalived within 1 s.*NAT gateway/,
		);
		expect(stdout).not.toContain("guard left behind");
	});

	test("does nothing when everything is there", async () => {
		const { exitCode, stderr } = await runInNodeImage(
			"touch /run/installed; /usr/local/sbin/halab-install nginx keepalived && [[ ! -e /run/calls ]]",
			files,
		);
		expect(exitCode, stderr).toBe(0);
	});
});
