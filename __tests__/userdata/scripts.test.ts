import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { runInNodeImage } from "../support/node-image";

const script = (name: string): string =>
	readFileSync(join(__dirname, "../../userdata/files", name), "utf8");

describe("notify_action.sh", () => {
	const files = {
		"/etc/keepalived/notify_action.sh": script("notify_action.sh"),
	};

	test("records every transition in the order of the FIFO and ends after STOP", async () => {
		const { stdout, exitCode } = await runInNodeImage(
			`mkfifo /run/fifo
/etc/keepalived/notify_action.sh /run/fifo & reader=$!
exec 9<>/run/fifo
for i in $(seq 100); do
	printf 'INSTANCE "VI_1" BACKUP 254\\nINSTANCE "VI_1" MASTER 254\\n' >&9
done
until [[ -s /var/log/keepalived.log ]]; do sleep 0.01; done
printf 'INSTANCE "VI_1" MASTER_RX_LOWER_PRI 254\\nINSTANCE "VI_2" FAULT 253\\nGROUP "VG_1" FAULT 0\\n' >&9
kill -TERM $reader
printf 'INSTANCE "VI_1" STOP 254\\nINSTANCE "VI_2" STOP 254\\n' >&9
wait $reader || exit 1
cat /var/keepalived/state; echo
cat /var/keepalived/VI_2.state; echo
sed 's/^\\[[0-9-]* [0-9:]*\\] //' /var/log/keepalived.log | uniq -c | sort | uniq -c | head -1
grep -c notify_ /var/log/keepalived.log
tail -4 /var/log/keepalived.log`,
			files,
		);
		expect(exitCode).toBe(0);
		const lines = stdout.trim().split("\n");
		expect(lines.slice(0, 2)).toEqual(["STOP", "STOP"]);
		// BACKUP and MASTER alternate a hundred times: no line of the log repeats the one before.
		expect(lines[2]?.trim()).toMatch(/^100\s+1\s+notify_backup$/);
		expect(lines[3]).toBe("204");
		expect(lines.slice(4).map((line) => line.slice(22))).toEqual([
			" notify_master_rx_lower_pri",
			" notify_fault",
			" notify_stop",
			" notify_stop",
		]);
		expect(lines[4]).toMatch(/^\[\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\] {2}notify_/);
	});
});

describe("notify_action.sh with the nexthop helper", () => {
	test("calls it on every sign of being master, in the background, and no more often than needed", async () => {
		const { stdout, stderr, exitCode } = await runInNodeImage(
			`mkfifo /run/fifo
/etc/keepalived/notify_action.sh /run/fifo & reader=$!
exec 9<>/run/fifo
send() { printf 'INSTANCE "VI_1" %s 254\\n' "$1" >&9; }
until_log() { until [[ $(grep -c "$1" /var/log/keepalived.log) == "$2" ]]; do sleep 0.01; done 2>/dev/null; }
send BACKUP; send FAULT; until_log notify_fault 1; [[ -e /run/calls ]] && echo 'called without being master'
send MASTER; send BACKUP; until_log notify_backup 2
# The first one still runs (it takes a second), and the transition after it is recorded.
[[ -e /run/done ]] && echo 'had to wait'
for i in $(seq 20); do send MASTER_RX_LOWER_PRI; done; until_log rx_lower 20
sleep 4.5
cut -d' ' -f1,2 /run/calls | sort | uniq -c
grep -Ec '^migrate --since [0-9]{10}\\.[0-9]{6}$' /run/calls
send STOP; wait $reader`,
			{
				"/etc/keepalived/notify_action.sh": script("notify_action.sh"),
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
			"2 reconcile",
			"2",
		]);
	});
});

describe("check_http.sh", () => {
	/** A server that answers one connection with the given text, or hangs. */
	const check = (answer: string): Promise<{ exitCode: number }> =>
		runInNodeImage(
			`ip link set lo up
python3 - <<'PY' &
import socket, time
server = socket.create_server(("127.0.0.1", 8080))
open("/run/ready", "w").close()
connection, _ = server.accept()
request = b""
while not request.endswith(b"\\r\\n\\r\\n"):
    request += connection.recv(1000)
answer = ${JSON.stringify(answer)}
if answer == "hang":
    time.sleep(30)
connection.sendall(answer.encode())
connection.close()
PY
while [[ ! -e /run/ready ]]; do sleep 0.05; done
timeout 1 /etc/keepalived/check_http.sh 8080 /; result=$?
kill %1 2>/dev/null
exit $result`,
			{ "/etc/keepalived/check_http.sh": script("check_http.sh") },
		);

	test.each([
		["HTTP/1.1 200 OK\r\n\r\n", 0],
		["HTTP/1.1 302 Found\r\n\r\n", 0],
		["HTTP/1.1 500 Internal Server Error\r\n\r\n", 1],
		["HTTP/1.1 404 Not Found\r\n\r\n", 1],
		["", 1],
		["hang", 124],
	])("an answer of %j: exit code %d", async (answer, expected) => {
		const { exitCode } = await check(answer);
		expect(exitCode).toBe(expected);
	});

	test("nobody listening: exit code 1", async () => {
		const { exitCode } = await runInNodeImage(
			"ip link set lo up; /etc/keepalived/check_http.sh 8080 /",
			{ "/etc/keepalived/check_http.sh": script("check_http.sh") },
		);
		expect(exitCode).toBe(1);
	});
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

	test("gives up with a message that says what to check", async () => {
		const { stderr, stdout, exitCode } = await run(
			"WORKS_AT=1000 HALAB_INSTALL_SECONDS=1",
		);
		expect(exitCode).toBe(1);
		expect(stderr).toMatch(/no egress within 1 s.*NAT gateway/);
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
