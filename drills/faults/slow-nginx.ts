import type { Fault } from "../run/fault";
import { takeover } from "./expectations";
import { withoutNginx } from "./service";

const CONFIG = "/etc/nginx/conf.d/halab.conf";
const UNIT = "halab-drill-slow";
const PORT = 8099;
const SECONDS = 5;

/** Stands behind nginx and thinks for a while. */
const BACKEND = `
import http.server, time
class Slow(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        time.sleep(${SECONDS})
        self.send_response(200)
        self.end_headers()
    def log_message(self, *words):
        pass
http.server.ThreadingHTTPServer(("127.0.0.1", ${PORT}), Slow).serve_forever()
`;

/** The service answers, but so late that nobody waits for it: the same as none, for whoever asks. */
export const slowNginx: Fault = {
	id: "slow-nginx",
	target: "master",
	expectation: takeover("hang-nginx"),
	unfit: withoutNginx,
	prepare: ({ bench, node }) =>
		bench.run(
			node,
			[
				...["systemd-run", `--unit=${UNIT}`, "--collect", "--quiet"],
				...["python3", "-c", BACKEND],
			],
			{ kind: "start-slow-backend", seconds: SECONDS },
		),
	inject: ({ bench, node }) =>
		bench.run(
			node,
			[
				...["sh", "-ec"],
				`sed -i.drill 's,^server {,server {\\n\\tlocation / { proxy_pass http://127.0.0.1:${PORT}; },' ${CONFIG}; systemctl reload nginx`,
			],
			{ kind: "nginx-asks-slow-backend" },
		),
	heal: ({ bench, node }) =>
		bench.run(
			node,
			[
				...["sh", "-ec"],
				`[ ! -e ${CONFIG}.drill ] || mv ${CONFIG}.drill ${CONFIG}; systemctl reload nginx; systemctl stop ${UNIT} || true`,
			],
			{ kind: "restore-nginx-config" },
		),
};
