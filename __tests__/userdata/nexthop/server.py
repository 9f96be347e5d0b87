"""One cloud's API and metadata service for the helper's tests, over real HTTP on 127.0.0.1.

    server.py CLOUD [PORT [CERTIFICATE_AND_KEY]]

With a certificate the API is there by TLS too, on the next free port. Prints its port, or its ports. `POST /_set` changes how it behaves, `GET /_log` tells what it was asked.
"""
import json
import socketserver
import ssl
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler
from urllib.parse import parse_qsl, urlsplit

from clouds import CLOUDS, ApiError

NAME = sys.argv[1]
CLOUD = CLOUDS[NAME](time.monotonic)
OPTIONS = {"latency": 0.0, "faults": [], "chunked": False, "token": "token-1", "lasts": 6 * 3600, "metadata": True,
           "drip": 0.0, "key": "", "role_code": "Success"}
SEEN: list = []
CONNECTIONS = [0]


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    counted = False

    def log_message(self, *_) -> None:
        pass

    def answer(self, status: int, body) -> None:
        data = body.encode() if isinstance(body, str) else json.dumps(body).encode()
        self.send_response(status)
        if OPTIONS["chunked"]:
            self.send_header("Transfer-Encoding", "chunked")
            data = b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in (data[:7], data[7:]) if part) + b"0\r\n\r\n"
        else:
            self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        for byte in data if OPTIONS["drip"] and self.path != "/_log" else ():
            self.wfile.write(bytes((byte,)))
            time.sleep(OPTIONS["drip"])
        if not OPTIONS["drip"] or self.path == "/_log":
            self.wfile.write(data)

    def handle_any(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode()
        path = urlsplit(self.path).path
        if path == "/_set":
            change = json.loads(body)
            if change.pop("clear", False):
                CLOUD.routes = []
            for route in change.pop("put", []):
                CLOUD.put(*route)
            for name in ("work_seconds", "empty_page", "shape", "enabled"):
                if name in change:
                    setattr(CLOUD, name, change.pop(name))
            OPTIONS.update(change)
            self.answer(200, {})
        elif path == "/_log":
            self.answer(200, {"seen": SEEN, "connections": CONNECTIONS[0], "routes": CLOUD.routes})
        elif path != "/":
            self.metadata(path)
        else:
            self.api(body)

    do_GET = do_POST = do_PUT = handle_any

    def metadata(self, path: str) -> None:
        SEEN.append(path)
        token = self.headers.get("X-aliyun-ecs-metadata-token")
        if not OPTIONS["metadata"] or (NAME == "alicloud" and path != "/latest/api/token" and token != "metadata-token"):
            return self.answer(403, "")
        if OPTIONS["role_code"] != "Success" and "security-credentials" in path:
            return self.answer(200, {"Code": OPTIONS["role_code"]})
        expires = time.time() + OPTIONS["lasts"]
        stamp = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(expires))
        self.answer(200, {
            "/latest/api/token": "metadata-token",
            "/latest/meta-data/local-ipv4": "10.34.0.2",
            "/latest/meta-data/instance-id": "i-1",
            "/latest/meta-data/cam/security-credentials/halab": {
                "TmpSecretId": "id", "TmpSecretKey": "SECRET", "Token": OPTIONS["token"], "ExpiredTime": int(expires)},
            "/latest/meta-data/ram/security-credentials/halab": {
                "AccessKeyId": "id", "AccessKeySecret": "SECRET", "SecurityToken": OPTIONS["token"], "Expiration": stamp},
        }[path])

    def api(self, body: str) -> None:
        params = json.loads(body) if NAME == "tencentcloud" else dict(parse_qsl(urlsplit(self.path).query))
        action = self.headers.get("X-TC-Action") or params["Action"]
        token = self.headers.get("X-TC-Token") or params.get("SecurityToken")
        SEEN.append(action)
        # Those on which the API was called.
        CONNECTIONS[0] += not self.counted
        self.counted = True
        time.sleep(OPTIONS["latency"])
        fault = next((each for each in OPTIONS["faults"] if each[0] in (action, "*")), None)
        if fault:
            OPTIONS["faults"].remove(fault)
        kind = fault[1] if fault else ""
        try:
            if kind == "drop":
                self.close_connection = True
                return
            if kind == "503":
                return self.answer(503, "<html>unavailable</html>")
            if kind.startswith("{"):
                return self.answer(200, kind)
            if kind and not kind.startswith(("lost", "stale")):
                raise ApiError(getattr(CLOUD, kind, kind), 429 if kind == "THROTTLED" else 400)
            if NAME == "ksyun" and f"Credential={OPTIONS['key']}" not in self.headers["Authorization"]:
                raise ApiError("InvalidClientTokenId", 403)
            if NAME != "ksyun" and token != OPTIONS["token"]:
                raise ApiError(CLOUD.EXPIRED, 403)
            found = CLOUD.act(action, params, 0.5 if kind == "stale" else 0)
            if kind == "lost":
                self.close_connection = True
                return
            self.answer(200, found)
        except ApiError as error:
            words = {"Code": error.code, "Message": "specified access key SECRET and token token-1 are wrong"}
            if NAME == "tencentcloud":
                self.answer(200, {"Response": {"Error": words}})
            else:
                self.answer(error.status, words if NAME == "alicloud" else {"Error": words})


class Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = daemon_threads = True

    def handle_error(self, request, client_address) -> None:
        """Who asks may hang up at any time, or trust nobody here."""
        if not isinstance(sys.exc_info()[1], OSError):
            super().handle_error(request, client_address)


with Server(("127.0.0.1", int("".join(sys.argv[2:3]) or 0)), Handler) as server:
    ports = [server.server_address[1]]
    if sys.argv[3:]:
        secure = Server(("127.0.0.1", 0), Handler)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(sys.argv[3])
        secure.socket = context.wrap_socket(secure.socket, server_side=True)
        ports.append(secure.server_address[1])
        threading.Thread(target=secure.serve_forever, daemon=True).start()
    # In one piece: whoever reads takes what comes first.
    sys.stdout.write(" ".join(map(str, ports)) + "\n")
    sys.stdout.flush()
    server.serve_forever()
