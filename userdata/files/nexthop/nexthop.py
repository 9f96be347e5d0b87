"""Moves the /32 routes of this node's floating addresses here while it is VRRP master.

Standard library only, and little of it: nothing has to be installed, and a failover waits for every import.
What differs between the clouds is in the module named like the cloud.
"""
import fcntl
import json
import os
import socket
import sys
import time

USAGE = "usage: halab-nexthop migrate | reconcile | status | dry-run [--deadline SECONDS] [--since EPOCH]"
FACTS = "/etc/halab/node.json"
KEYS = "/etc/halab/credentials.json"
CACHE = "/run/halab/credentials.json"
LOCK = "/run/halab/nexthop."
STATE = "/var/keepalived/%s.state"
LOG = "/var/log/keepalived.log"

# In error codes: the route is not what it was a moment ago; the keys are not good any more.
CHANGED = ("Duplicate", "NotExist", "NotFound")
EXPIRED = ("Expire", "SecurityToken", "TokenFailure", "SecretIdNotFound", "InvalidAccessKeyId")


class Refused(Exception):
    """The API's error code. Its message may quote a token, so nobody keeps it."""

    pass


class Http:
    """One kept-alive connection. http.client takes as long to load as all the rest."""

    def __init__(self, url: str, seconds: float) -> None:
        self.scheme, _, self.host = url.rstrip("/").partition("://")
        self.seconds, self.socket, self.used = seconds, None, 0.0

    def connect(self) -> None:
        host, _, port = self.host.partition(":")
        tls = self.scheme == "https"
        self.socket = socket.create_connection((host, int(port or (443 if tls else 80))), self.seconds)
        if tls:
            import ssl

            self.socket = ssl.create_default_context().wrap_socket(self.socket, server_hostname=host)

    def close(self) -> None:
        if self.socket:
            self.socket.close()
        self.socket = None

    def send(self, method: str, path: str, headers: dict, body: bytes = b"") -> tuple:
        """Status and body; OSError without an answer."""
        headers = {"Host": self.host, "Content-Length": len(body), **headers}
        lines = [f"{method} {path} HTTP/1.1", *(f"{name}: {headers[name]}" for name in headers), "", ""]
        # The server may have hung up in a longer pause.
        if time.monotonic() > self.used + 1:
            self.close()
        try:
            if not self.socket:
                self.connect()
            self.socket.sendall("\r\n".join(lines).encode() + body)
            with self.socket.makefile("rb") as answer:
                return self.read(answer)
        except (OSError, ValueError, LookupError) as error:
            self.close()
            raise OSError(f"no answer from {self.host}: {error}") from error

    def read(self, answer) -> tuple:
        status, headers, body = int(answer.readline().split()[1]), {}, b""
        while line := answer.readline().strip().lower():
            name, _, headers[name] = line.replace(b" ", b"").partition(b":")
        if headers.get(b"transfer-encoding") == b"chunked":
            while size := int(answer.readline(), 16):
                body += answer.read(size)
                answer.readline()
            answer.readline()
        else:
            body = answer.read(int(headers[b"content-length"]))
            if len(body) < int(headers[b"content-length"]):
                raise OSError("cut off")
        if headers.get(b"connection") == b"close":
            self.close()
        self.used = time.monotonic()
        return status, body


class Account:
    """Who this node is and its keys: kept, so that a failover asks nobody but the API."""

    def __init__(self, driver, facts: dict) -> None:
        self.driver, self.role = driver, facts["route"].get("roleName")
        self.url = facts.get("metadataEndpoint") or driver.METADATA
        self.known: dict = {"expires": 0}
        try:
            with open(CACHE) as file:
                self.known.update(json.load(file))
        except (OSError, ValueError):
            pass

    def get(self, ahead: float = 60) -> dict:
        """hop, id, secret and token, fetched anew when they last less than `ahead` seconds."""
        if self.known["expires"] < time.time() + ahead:
            try:
                self.fetch()
            except (OSError, ValueError, LookupError) as error:
                # The old ones may serve a little longer.
                if self.known["expires"] < time.time():
                    raise OSError(f"no credentials: {error}") from error
        return self.known

    def fetch(self) -> None:
        http = Http(self.url, 2)

        def ask(path: str, method: str = "GET", headers: dict = {}) -> str:
            status, body = http.send(method, path, headers)
            if status != 200:
                raise OSError(f"{status} for {path}")
            return body.decode().strip()

        keys = {"hop": self.driver.hop(ask), **(self.driver.role_keys(ask, self.role) if self.role else read_keys())}
        http.close()
        self.known = keys
        new = f"{CACHE}.{os.getpid()}"
        with open(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
            json.dump(keys, file)
        os.rename(new, CACHE)


def read_keys() -> dict:
    """Keys that were handed over out of band."""
    mode = os.stat(KEYS).st_mode & 0o777
    if mode & 0o077:
        raise OSError(f"others may read {KEYS} (mode {mode:04o}): chmod 600 {KEYS}")
    with open(KEYS) as file:
        keys = json.load(file)
    return {"id": keys["accessKeyId"], "secret": keys["secretAccessKey"], "token": "", "expires": time.time() + 3600}


class Api:
    """Signed calls of one cloud."""

    def __init__(self, driver, facts: dict, account: Account) -> None:
        self.driver, self.region, self.account = driver, facts["region"], account
        self.http = Http(facts.get("endpoint") or driver.ENDPOINT, 5)

    def call(self, action: str, **params) -> dict:
        """The answer. Raises Refused, or OSError without one."""
        try:
            return self.call_once(action, params)
        except Refused as error:
            if not any(word in str(error) for word in EXPIRED):
                raise
        self.account.fetch()
        return self.call_once(action, params)

    def call_once(self, action: str, params: dict) -> dict:
        keys, now = self.account.get(), time.time()
        status, body = self.http.send(*self.driver.sign(keys, self.http.host, self.region, action, params, now))
        try:
            answer = json.loads(body)
            code = self.driver.error_of(answer)
        except (ValueError, AttributeError):
            code = f"HTTP {status}"
        if code or status >= 400:
            raise Refused(code or f"HTTP {status}")
        return answer


class Mover:
    """Brings routes here while this node is master. Cloud, time and chance are handed in: a simulation plays them."""

    def __init__(self, driver, route: dict, call, hop, is_master, log, now, sleep, chance) -> None:
        self.driver, self.route, self.call, self.hop = driver, route, call, hop
        self.is_master, self.log, self.now, self.sleep, self.chance = is_master, log, now, sleep, chance
        self.owed: dict = {}  # cidr → next hop of a route that we deleted and have not created again
        self.changed: dict = {}  # cidr → when we changed the route
        self.phases: dict = {}

    def goal(self, destination: dict) -> str:
        """Where the route should lead: here on the master. Elsewhere only a route that we owe is put back."""
        if self.is_master(destination["instance"]):
            return self.timed("credentials", self.hop)
        return self.owed.get(destination["cidr"], "")

    def timed(self, phase: str, work, *arguments):
        start = self.now()
        try:
            return work(*arguments)
        finally:
            self.phases[phase] = self.phases.get(phase, 0) + self.now() - start

    def step(self, destination: dict) -> bool:
        """One look at a route and one change at most; says whether all is well."""
        cidr, start = destination["cidr"], self.now()
        changed = self.changed.get(cidr)
        routes = self.timed("verify" if changed else "describe", self.driver.find, self.call, self.route, cidr)
        if routes:
            self.owed.pop(cidr, None)
        goal = self.goal(destination)
        if not goal or (len(routes) == 1 and routes[0]["hop"] == goal and routes[0]["ready"]):
            return True
        # The cloud is still at it, or its answer is older than our change.
        if not all(route["ready"] for route in routes) or (changed and start < changed + 1):
            return False

        def guard() -> None:
            if self.goal(destination) != goal:
                raise Refused("not master any more")

        self.timed("change", self.driver.change, self.call, self.route, cidr, routes, goal, guard, self.owed)
        self.changed[cidr] = self.now()
        self.log("moved", cidr=cidr, before=[route["hop"] for route in routes], after=goal)
        return False

    def run(self, destinations: list, seconds: float) -> str:
        """Tries until every route is well ("ok"), this node is not master, or the time is over: then why."""
        end, failures, looks = self.now() + seconds, 0, 0

        def todo() -> list:
            return [each for each in destinations if self.is_master(each["instance"]) or each["cidr"] in self.owed]

        while todo():
            failure, well = "", True
            for destination in todo():
                try:
                    well &= self.step(destination)
                except (Refused, OSError) as error:
                    failure, well = str(error), False
            if well:
                return "ok"
            if self.now() >= end:
                return failure or "not confirmed"
            if failure:
                self.log("retry", error=failure)
                hurry = not failures and (self.owed or any(word in failure for word in CHANGED))
                pause = 0.05 if hurry else max(0.5, min(5, 0.5 * 2**failures) * (0.5 + self.chance() / 2))
                failures += 1
            else:
                pause = min(1, 0.025 * 2**looks) if looks else 0
                looks += 1
            wake = min(self.now() + pause, end)
            while self.now() < wake and todo():
                self.sleep(min(0.1, wake - self.now()))
        return "not master"


def is_master(instance: str) -> bool:
    try:
        with open(STATE % instance) as file:
            return file.read() == "MASTER"
    except OSError:
        return False


def lock(name: str, seconds: float):
    """A lock, kept until it is closed; None when it cannot be had in time."""
    file, end = open(LOCK + name, "w"), time.monotonic() + seconds
    while True:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return file
        except OSError:
            if time.monotonic() >= end:
                return None
            time.sleep(0.02)


def log(verb: str, result: str, **more) -> None:
    entry = json.dumps({"time": round(time.time(), 3), "verb": verb, "result": result, **more})
    with open(LOG, "a") as file:
        file.write(f"[{time.strftime('%F %T')}]  nexthop {entry}\n")


def move(verb: str, facts: dict, account: Account, api: Api, since: float, seconds: float) -> int:
    """Waits for its turn and moves the routes. One works and one waits; that one looks later than a third would."""
    waiting = verb == "reconcile" or lock("wait", 0)
    working = waiting and lock("work", seconds if verb == "migrate" else 0)
    if not working:
        return 0
    if verb == "migrate":
        waiting.close()
    mover = Mover(api.driver, facts["route"], api.call, lambda: account.get()["hop"], is_master,
                  lambda result, **more: log(verb, result, **more),
                  time.monotonic, time.sleep, lambda: os.urandom(1)[0] / 255)
    mover.phases["start"] = time.time() - since
    result = mover.run(facts["route"]["destinations"], seconds)
    mover.phases["total"] = time.time() - since
    good = result in ("ok", "not master")
    if verb == "migrate" or mover.changed or not good:
        log(verb, result, ms={phase: round(span * 1000, 1) for phase, span in mover.phases.items()})
    return 0 if good else 1


def show(facts: dict, account: Account, api: Api) -> None:
    """One line per route: where it leads and what migrate would do about it."""
    hop = account.get()["hop"]
    for destination in facts["route"]["destinations"]:
        routes = api.driver.find(api.call, facts["route"], destination["cidr"])
        here, master = [each["hop"] for each in routes] == [hop], is_master(destination["instance"])
        would = "nothing" if here or not master else "move" if routes else "create"
        print(json.dumps({**destination, "hop": hop, "master": master, "here": here, "routes": routes, "would": would}))


def main() -> int:
    verb, options = "".join(sys.argv[1:2]), dict(zip(sys.argv[2::2], sys.argv[3::2]))
    if verb not in ("migrate", "reconcile", "status", "dry-run"):
        print(USAGE, file=sys.stderr)
        return 2
    try:
        since = float(options.get("--since", time.time()))
        seconds = float(options.get("--deadline", 60 if verb == "migrate" else 25))
        with open(FACTS) as file:
            facts = json.load(file)
        driver = __import__(facts["cloud"])
        account = Account(driver, facts)
        api = Api(driver, facts, account)
        if verb == "reconcile":
            account.get(ahead=1200)
        if verb in ("migrate", "reconcile"):
            return move(verb, facts, account, api, since, seconds)
        show(facts, account, api)
        return 0
    except Exception as error:
        log(verb, "failed", error=repr(error))
        print(f"halab-nexthop {verb}: {error!r}", file=sys.stderr)
        return 1
