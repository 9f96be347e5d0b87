"""Moves the /32 routes of this node's floating addresses here while it is VRRP master.

Standard library only, and little of it: nothing has to be installed, and a failover waits for every import.
What differs between the clouds is in the module named like the cloud.
"""
import array
import fcntl
import json
import os
import signal
import socket
import struct
import sys
import time

# glibc's own patience with a silent name server is 10 s and more.
os.environ["RES_OPTIONS"] = "timeout:1 attempts:2"

FACTS = "/etc/halab/node.json"
KEYS = "/etc/halab/credentials.json"
CACHE = "/run/halab/credentials.json"
LOCK = "/run/halab/nexthop."
ROUTES = "/run/halab/nexthop.routes"
ADDRESSES = "/run/halab/nexthop.addresses"
STATE = "/run/halab/%s.state"
RESULT = "/run/halab/nexthop.result"
LOG = "/var/log/keepalived.log"
PORT = 61112

# In error codes: the route is not what it was a moment ago.
CHANGED = ("Duplicate", "NotExist", "NotFound")
RIVAL = "rival"
FINE = ("ok", "not master", RIVAL)


class Refused(Exception):
    """The API's error code. Its message may quote a token, so nobody keeps it."""

    pass


def reason(error):
    return str(error) if isinstance(error, (Refused, OSError)) else repr(error)


def store(path, text):
    """Whole or not at all, and for root alone. It never fails: whoever stores something can do without it."""
    new = f"{path}.{os.getpid()}"
    try:
        with open(new, "w", opener=lambda path, flags: os.open(path, flags, 0o600)) as file:
            file.write(text)
        os.rename(new, path)
    except (OSError, ValueError):
        if os.path.exists(new):
            os.remove(new)


class Memory(dict):
    """What one run of the helper leaves to the next one, until the node boots."""

    def __init__(self, path):
        self.path = path
        try:
            with open(self.path) as file:
                found = json.load(file)
            if isinstance(found, dict):
                self.update(found)
        except (OSError, ValueError):
            pass

    def save(self):
        store(self.path, json.dumps(self))


def give_up(*_):
    raise TimeoutError("timed out")


def limit(seconds):
    """For all of what follows: a socket's own time-out begins anew with every byte. 0 ends it."""
    signal.signal(signal.SIGALRM, give_up)
    signal.setitimer(signal.ITIMER_REAL, seconds)


class Http:
    """One kept-alive connection. http.client takes as long to load as all the rest."""

    def __init__(self, url, seconds):
        self.scheme, _, self.host = url.rstrip("/").partition("://")
        # When the connection was last good: 0 when there is none.
        self.seconds, self.used = seconds, 0

    def connect(self):
        host, _, port = self.host.partition(":")
        tls = self.scheme == "https"
        address = look_up(host)
        limit(self.seconds)
        self.socket = socket.create_connection((address, int(port or (443 if tls else 80))))
        if tls:
            import ssl

            self.socket = ssl.create_default_context().wrap_socket(self.socket, server_hostname=host)
        self.used = time.monotonic()

    def send(self, method, path, headers, body=b""):
        """Status and body; OSError without an answer."""
        lines = f"{method} {path} HTTP/1.1\r\nHost: {self.host}\r\nContent-Length: {len(body)}\r\n"
        for name in headers:
            lines += f"{name}: {headers[name]}\r\n"
        try:
            # The server may have hung up in a longer pause.
            if time.monotonic() > self.used + 1:
                self.connect()
            limit(self.seconds)
            self.socket.sendall(f"{lines}\r\n".encode() + body)
            with self.socket.makefile("rb") as answer:
                return self.read(answer)
        except (OSError, ValueError, LookupError) as error:
            self.used = 0
            raise OSError(f"no answer from {self.host}: {error}") from error
        finally:
            limit(0)

    def read(self, answer):
        status, headers, body = int(answer.readline().split()[1]), {}, b""
        while line := answer.readline().strip().lower():
            name, _, headers[name] = line.replace(b" ", b"").partition(b":")
        if headers.get(b"transfer-encoding") == b"chunked":
            while size := int(answer.readline(), 16):
                body += answer.read(size)
                answer.readline()
            answer.readline()
        else:
            size = int(headers[b"content-length"])
            body = answer.read(size)
            if len(body) < size:
                raise OSError("cut off")
        self.used = 0 if headers.get(b"connection") == b"close" else time.monotonic()
        return status, body


def look_up(host):
    """By the name service; the last good address when that says nothing."""
    known = Memory(ADDRESSES)
    try:
        address = socket.gethostbyname(host)
        if known.get(host) != address:
            known[host] = address
            known.save()
    except OSError:
        if host not in known:
            raise
    return known[host]


def read_keys():
    """Keys that were handed over out of band."""
    try:
        with open(KEYS) as file:
            stat = os.fstat(file.fileno())
            if stat.st_mode & 0o077 or stat.st_uid != os.geteuid():
                raise OSError(f"others may read {KEYS}: chown root, chmod 600")
            keys = json.load(file)
        return {"id": keys["accessKeyId"], "secret": keys["secretAccessKey"], "token": ""}
    except (OSError, ValueError, LookupError) as error:
        raise OSError(f"no credentials: {error}") from error


class Api:
    """Signed calls of one cloud, and who this node is there: kept, so that a failover asks nobody but the API."""

    def __init__(self, facts):
        self.driver, self.facts = __import__(facts["cloud"]), facts
        self.role, self.known = facts["route"].get("roleName"), Memory(CACHE)
        self.http = Http(facts.get("endpoint") or self.driver.ENDPOINT, 5)

    def account(self, ahead=60):
        """hop, id, secret and token, fetched anew when they last less than `ahead` seconds."""
        expires = self.known.get("expires", 0) if "hop" in self.known else 0
        if expires < time.time() + ahead:
            try:
                self.fetch()
            except Exception as error:
                # The old ones may serve a little longer.
                if expires < time.time():
                    raise OSError(f"no credentials: {reason(error)}") from error
        # Read every time: whoever puts a new key there expects it to be used.
        return self.known if self.role else {**self.known, **read_keys()}

    def fetch(self):
        http = Http(self.facts.get("metadataEndpoint") or self.driver.METADATA, 2)

        def ask(path, method="GET", headers={}):
            status, body = http.send(method, path, headers)
            if status != 200:
                raise OSError(f"{status} for {path}")
            return body.decode().strip()

        keys = self.driver.role_keys(ask, self.role) if self.role else {"expires": time.time() + 3600}
        self.known.update(keys, hop=self.driver.hop(ask))
        self.known.save()

    def hop(self):
        return self.account()["hop"]

    def call(self, action, again=True, **params):
        """The answer. Raises Refused, or OSError without one."""
        keys, now, code = self.account(), time.time(), ""
        request = self.driver.sign(keys, self.http.host, self.facts["region"], action, params, now)
        status, body = self.http.send(*request)
        try:
            answer = json.loads(body)
            code = self.driver.error_of(answer)
            if not code and status < 400:
                return answer
        except Exception:
            pass
        if again and any(word in str(code) for word in self.driver.EXPIRED):
            self.account(ahead=1e9)
            return self.call(action, False, **params)
        raise Refused(code or f"HTTP {status}")

    def prepare(self):
        """Gets ready for a failover. Says why one would fail now, as far as that shows without asking the API."""
        try:
            self.account(ahead=1200)
            self.http.connect()
            return ""
        except Exception as error:
            return reason(error)
        finally:
            limit(0)


def has_address(address):
    """Whether an interface has it (SIOCGIFCONF): bind() would take one that halab-drain still answers for, too."""
    room = array.array("B", bytes(16384))
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as any_socket:
        fcntl.ioctl(any_socket, 0x8912, struct.pack("iP", len(room), room.buffer_info()[0]))
    return b"\2\0\0\0" + socket.inet_aton(address) in room.tobytes()


def master(destination):
    """Since when this node has been master, 0 when it is not. What the file says may be old; keepalived takes the
    address before it says MASTER, and drops it before it says anything else."""
    try:
        with open(STATE % destination["instance"]) as file:
            if file.read() == "MASTER" and has_address(destination["cidr"].partition("/")[0]):
                return os.fstat(file.fileno()).st_mtime
    except OSError:
        pass
    return 0


def lock(name, seconds):
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


def log(verb, result, **more):
    """Never fails: a full disk is no reason to leave a route where it is."""
    entry = json.dumps({"time": round(time.time(), 3), "verb": verb, "result": result, **more})
    try:
        with open(LOG, "a") as file:
            file.write(f"[{time.strftime('%F %T')}]  nexthop {entry}\n")
    except OSError:
        pass


class Mover:
    """Brings routes here while this node is master. What it knows of the world is an attribute: a simulation sets its
    own. memory: cidr → changes in this mastership ("since"), the last one's time, and the route that we made."""

    now, sleep, master = time.monotonic, time.sleep, staticmethod(master)

    def __init__(self, verb, facts, api):
        self.verb, self.address, self.route, self.api = verb, facts["address"], facts["route"], api
        self.memory = Memory(ROUTES)
        self.owed = {}  # cidr → next hop of a route that we deleted and have not created again
        self.changed = {}  # cidr → when we changed the route
        self.phases, self.wake = {}, 0.0

    def ask(self, peer, instance):
        """The peer's state by its own word, None when it keeps silent."""
        try:
            with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asking:
                asking.settimeout(0.3)
                asking.bind((self.address, 0))
                asking.sendto(b"?", (peer, PORT))
                return json.loads(asking.recv(4096)).get(instance)
        except Exception:
            return None

    def past(self, cidr):
        """Our last change of the route; {} where nothing whole is known of it."""
        found = self.memory.get(cidr)
        return found if isinstance(found, dict) and found.keys() >= {"since", "changes", "last", "made", "hop"} else {}

    def chance(self):
        return os.urandom(1)[0] / 255

    def log(self, result, **more):
        log(self.verb, result, **more)

    def goal(self, destination):
        """Where the route should lead: here on the master. Elsewhere only a route that we owe is put back."""
        if self.master(destination):
            return self.timed("credentials", self.api.hop)
        return self.owed.get(destination["cidr"], "")

    def timed(self, phase, work, *arguments):
        start = self.now()
        try:
            return work(*arguments)
        finally:
            self.phases[phase] = self.phases.get(phase, 0) + self.now() - start

    def turn(self, destination, told):
        """When the route may be changed: a mastership's first change is free. After it somebody else changed the route,
        or the cloud shows ours otherwise: then ever more seldom, and a node that is outranked gives way for a while."""
        past = self.past(destination["cidr"])
        if past.get("since") != self.master(destination):
            return 0
        peers = destination.get("outrankedBy", ())
        rivals = any(self.ask(peer, destination["instance"]) in (None, "MASTER") for peer in peers)
        count = past["changes"] - (not rivals)
        wait = min(600 if rivals else 60, 7.5 * 2**count) if count > 1 else 0
        # VRRP itself has just said that this node is the one.
        turn = past["last"] + (min(wait, 10) if told and destination["cidr"] not in self.changed else wait)
        return max(turn, self.end - 10) if rivals else turn

    def step(self, destination, told):
        """One look at a route and one change at most; says what is not well."""
        cidr, start = destination["cidr"], self.now()
        changed, past = self.changed.get(cidr), self.past(cidr)
        routes = self.timed("verify" if changed else "describe", self.api.driver.find, self.api.call, self.route, cidr)
        for route in routes:
            # It leads where we made it lead, by whatever name the cloud shows that.
            if route.get("id", "") == past.get("made") and route["hop"] != past["hop"]:
                if changed:
                    self.log("odd", cidr=cidr, asked=past["hop"], shown=route["hop"])
                route["hop"] = past["hop"]
        if routes:
            self.owed.pop(cidr, None)
        goal = self.goal(destination)
        if not goal or (len(routes) == 1 and routes[0]["hop"] == goal and routes[0]["ready"]):
            return ""
        # The cloud is still at it, or its answer is older than our change.
        if not all(route["ready"] for route in routes) or (changed and start < changed + 1):
            return f"{cidr} is not ready"
        if not routes and not self.api.driver.CREATES:
            raise Refused(f"no route to {cidr}: Terraform makes it")
        if routes and (wake := self.turn(destination, told)) > self.now():
            self.wake = min(wake, self.wake)
            return RIVAL
        since = self.master(destination)

        def guard():
            if self.goal(destination) != goal:
                raise Refused("not master any more")

        made = self.timed("change", self.api.driver.change, self.api.call, self.route, cidr, routes, goal, guard, self.owed)
        self.changed[cidr] = self.now()
        if since:
            count = past["changes"] if past.get("since") == since else 0
            self.memory[cidr] = {"since": since, "changes": count + 1, "last": self.now(), "made": made, "hop": goal}
            self.memory.save()
        self.log("moved", cidr=cidr, before=[route["hop"] for route in routes], after=goal)
        return f"{cidr} is not confirmed"

    def run(self, destinations, seconds, told):
        """Tries until every route is well ("ok"), this node is not master, or the time is over: then why."""
        end = self.end = self.now() + seconds
        failures = looks = 0

        def todo():
            return [each for each in destinations if self.master(each) or each["cidr"] in self.owed]

        while todo():
            failure, unwell, self.wake = "", set(), end + 1
            for destination in todo():
                try:
                    unwell.add(self.step(destination, told))
                except Exception as error:
                    failure = reason(error)
            unwell.discard("")
            if not failure and not unwell:
                return "ok"
            if self.now() >= end or (not failure and unwell == {RIVAL} and self.wake > end):
                return failure or min(unwell)
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


def move(verb, facts, api, since, seconds):
    """Waits for its turn and moves the routes. One works and one waits; that one looks later than a third would."""
    told = verb == "migrate"
    waiting = not told or lock("wait", 0)
    working = waiting and lock("work", seconds if told else 0)
    if not working:
        return 0
    if told:
        waiting.close()
    unfit = "" if told else api.prepare()
    mover = Mover(verb, facts, api)
    mover.phases["start"] = time.time() - since
    result = mover.run(facts["route"]["destinations"], seconds, told)
    mover.phases["total"] = time.time() - since
    if result == "not master" and unfit:
        result = unfit
    if told or mover.changed or result not in FINE[:2]:
        mover.log(result, ms={phase: round(span * 1000, 1) for phase, span in mover.phases.items()})
    # For whoever wants to hand the address over to this node.
    store(RESULT, result)
    return 0 if result in FINE else 1


def show(facts, api):
    """One line per route: where it leads and what migrate would do about it."""
    hop = api.hop()
    for destination in facts["route"]["destinations"]:
        routes = api.driver.find(api.call, facts["route"], destination["cidr"])
        here, mine = [each["hop"] for each in routes] == [hop], bool(master(destination))
        would = "nothing" if here or not mine else "move" if routes else "create" if api.driver.CREATES else "fail"
        print(json.dumps({**destination, "hop": hop, "master": mine, "here": here, "routes": routes, "would": would}))


def main():
    verb, options = "".join(sys.argv[1:2]), dict(zip(sys.argv[2::2], sys.argv[3::2]))
    moves = verb in ("migrate", "reconcile")
    if not moves and verb not in ("status", "dry-run"):
        usage = "migrate | reconcile | status | dry-run [--deadline SECONDS] [--since EPOCH]"
        print("usage: halab-nexthop", usage, file=sys.stderr)
        return 2
    try:
        since = float(options.get("--since", time.time()))
        seconds = float(options.get("--deadline", 60 if verb == "migrate" else 25))
        with open(FACTS) as file:
            facts = json.load(file)
        api = Api(facts)
        if moves:
            return move(verb, facts, api, since, seconds)
        show(facts, api)
        return 0
    except Exception as error:
        log(verb, "failed", error=repr(error))
        if moves:
            store(RESULT, reason(error))
        print(f"halab-nexthop {verb}: {error!r}", file=sys.stderr)
        return 1
