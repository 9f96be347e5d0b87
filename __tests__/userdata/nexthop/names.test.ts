import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { runInNodeImage } from "../../support/node-image";
import { HELPER } from "./python";

const FACTS = {
	cloud: "ksyun",
	region: "r",
	address: "127.0.0.1",
	endpoint: "http://api.example.com:8080",
	metadataEndpoint: "http://127.0.0.1:8080",
	route: {
		vpcId: "vpc-1",
		destinations: [
			{ instance: "VI_1", cidr: "10.255.34.200/32", outrankedBy: [] },
		],
	},
};

const files = Object.fromEntries(
	readdirSync(HELPER)
		.filter((name) => name.endsWith(".py"))
		.map((name) => [
			`/usr/local/lib/halab/${name}`,
			readFileSync(join(HELPER, name), "utf8"),
		]),
);

/** A node with the address, a cloud, and a name server that answers or takes questions and says nothing. */
const NODE = `ip link set lo up; ip address add 10.255.34.200/32 dev eth0
mkdir -p /run/halab; printf MASTER >/run/halab/VI_1.state; chmod 755 /usr/local/sbin/halab-nexthop
echo '{"accessKeyId": "id", "secretAccessKey": "SECRET"}' >/etc/halab/credentials.json; chmod 600 /etc/halab/credentials.json
rm -f /etc/resolv.conf; echo nameserver 127.0.0.1 >/etc/resolv.conf; sed -i 's/^hosts:.*/hosts: files dns/' /etc/nsswitch.conf
cat >/srv/names.py <<'PY'
import socket, sys
server = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
server.bind(("127.0.0.1", 53))
print("ready", flush=True)
while True:
    question, sender = server.recvfrom(512)
    if sys.argv[1:]:
        answer = question[:2] + b"\\x81\\x80\\0\\1\\0\\1\\0\\0\\0\\0" + question[12:question.index(b"\\0", 12) + 5]
        server.sendto(answer + b"\\xc0\\x0c\\0\\1\\0\\1\\0\\0\\0\\1\\0\\4" + socket.inet_aton("127.0.0.1"), sender)
PY
names() { python3 /srv/names.py "$@" >/run/names & names=$!; until [[ -s /run/names ]]; do sleep 0.02; done; rm /run/names; }
cd /srv; python3 server.py ksyun 8080 >/run/port & until [[ -s /run/port ]]; do sleep 0.02; done
`;

const run = (script: string) =>
	runInNodeImage(NODE + script, {
		...files,
		"/usr/local/sbin/halab-nexthop": readFileSync(
			join(HELPER, "halab-nexthop"),
			"utf8",
		),
		"/etc/halab/node.json": JSON.stringify(FACTS),
		"/srv/server.py": readFileSync(join(__dirname, "server.py"), "utf8"),
		"/srv/clouds.py": readFileSync(join(__dirname, "clouds.py"), "utf8"),
	});

test("a name server that says nothing is given up, and tried again before the deadline", async () => {
	const { stdout, stderr } = await run(`names
halab-nexthop migrate --deadline 6
grep -c '"retry"' /var/log/keepalived.log; kill $names`);
	expect(stderr).toBe("");
	// glibc's own 10 s would leave no time for a second try.
	expect(Number(stdout)).toBeGreaterThan(1);
});

test("the last good address serves while the name server says nothing", async () => {
	const { stdout, stderr } = await run(`names answers
printf BACKUP >/run/halab/VI_1.state; halab-nexthop reconcile
kill $names; wait $names 2>/dev/null; names
printf MASTER >/run/halab/VI_1.state; halab-nexthop migrate; result=$?
kill $names; tail -1 /var/log/keepalived.log; exit $result`);
	expect(stdout, stderr).toContain('"result": "ok"');
});

test("the address counts, not what halab-drain answers for, and a key file must be root's", async () => {
	const { stdout } = await run(`names answers
ip address del 10.255.34.200/32 dev eth0; ip route append local 10.255.34.200 dev lo table local
halab-nexthop migrate; echo "drained $?"; tail -1 /var/log/keepalived.log | grep -o '"result": "[a-z ]*'
ip address add 10.255.34.200/32 dev eth0; chown 1 /etc/halab/credentials.json
halab-nexthop migrate --deadline 0; tail -1 /var/log/keepalived.log | grep -o 'others may read'; kill $names`);
	expect(stdout.trim().split("\n")).toEqual([
		...["drained 0", '"result": "not master', "others may read"],
	]);
});
