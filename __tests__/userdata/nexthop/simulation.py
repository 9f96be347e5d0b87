"""Plays random histories of two nodes, their VRRP states and a faulty API, with the helper's real code and its real
drivers. Time is virtual, every choice comes from the seed.

    simulation.py DIRECTORY_OF_THE_HELPER CLOUD HISTORIES FIRST_SEED

A node that is not master never takes a route. After the faults have ended and VRRP has settled, the timer runs a few
rounds more; then every destination has one route, and it leads to its master. A calm history, without faults and
without a moment of two masters, gets there without the timer, and no route is missing for longer than two calls take.
"""
import heapq
import random
import sys
import threading

from clouds import CLOUDS, TABLE, VPC, ApiError

sys.path.insert(0, sys.argv[1])
sys.dont_write_bytecode = True
import nexthop

DRIVER = __import__(sys.argv[2])
NODES = ("a", "b")
CIDRS = ("10.255.34.200/32", "10.255.34.201/32")


class Killed(BaseException):
    """The helper dies at this point."""


class Worker(threading.Thread):
    """A thread that runs one helper after another, and only when it is its turn."""

    idle: list = []

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.turn, self.work = threading.Lock(), None
        self.turn.acquire()

    def run(self) -> None:
        while True:
            self.turn.acquire()
            self.work()


class History:
    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.time, self.serial, self.events = 0.0, 0, []
        self.main = threading.Lock()
        self.main.acquire()
        self.current = None
        self.trace: list = []
        r = self.random
        self.cloud = CLOUDS[sys.argv[2]](lambda: self.time)
        # Whether Kingsoft Cloud refuses a second route to one destination is not documented.
        self.cloud.duplicates = not self.cloud.atomic and r.random() < 0.3
        if hasattr(self.cloud, "work_seconds"):
            self.cloud.work_seconds = r.choice((0, 0.1, 2))
        self.cloud.empty_page = r.random() < 0.2
        self.destinations = [{"instance": f"VI_{n}", "cidr": cidr} for n, cidr in enumerate(CIDRS[:r.choice((1, 1, 2))], 1)]
        self.state = {(node, each["instance"]): "BACKUP" for node in NODES for each in self.destinations}
        self.faults = r.choice((0, 0.05, 0.2, 0.5))
        self.deaths = r.choice((0, 0, 0.01))
        self.outage = (r.uniform(0, 60), r.choice((0, 0, 5, 60)))
        self.calm = r.random() < 0.25
        if self.calm:
            self.faults, self.deaths, self.outage = 0, 0, (0, 0)
        self.broken: "str | None" = None
        self.working: dict = {}
        self.waiting: dict = {}
        self.end_of_faults = 90.0

    # The scheduler: events are functions or workers that go on.
    def at(self, moment: float, event) -> None:
        self.serial += 1
        heapq.heappush(self.events, (moment, self.serial, event))

    def play(self, until: float) -> None:
        while self.events and self.events[0][0] <= until:
            self.time, _, event = heapq.heappop(self.events)
            if isinstance(event, Worker):
                self.current = event
                event.turn.release()
                self.main.acquire()
                self.current = None
            else:
                event()
        self.time = until

    def pause(self, seconds: float) -> None:
        """Lets others go on for so long."""
        wake = self.time + seconds
        if self.events and self.events[0][0] <= wake:
            me = self.current
            self.at(wake, me)
            self.main.release()
            me.turn.acquire()
        else:
            self.time = wake
        if self.time < self.end_of_faults and self.random.random() < self.deaths:
            raise Killed

    def start(self, node: str, work) -> None:
        worker = Worker.idle.pop() if Worker.idle else None
        if worker is None:
            worker = Worker()
            worker.start()

        def whole() -> None:
            try:
                work()
            except Killed:
                self.trace.append((self.time, "killed"))
            except BaseException as error:
                self.trace.append((self.time, f"crashed: {error!r}"))
                self.broken = f"{node} crashed: {error!r}"
            Worker.idle.append(worker)
            self.main.release()

        worker.work = whole
        self.at(self.time, worker)

    # What the helper sees.
    def is_master(self, node: str, instance: str) -> bool:
        self.pause(0.0001)
        return self.state[node, instance] == "MASTER"

    def effect(self, action: str, params: dict) -> None:
        try:
            self.cloud.act(action, params)
        except ApiError:
            pass

    def call(self, node: str, action: str, params: dict) -> dict:
        r, faulty = self.random, self.time < self.end_of_faults
        begin, length = self.outage
        if self.cloud.mutates(action) and f"i-{node}" in repr(params) + self.owner(action, params):
            instances = [each["instance"] for each in self.destinations if each["cidr"] in repr(params) or "RouteId" in params]
            if all(self.state[node, instance] != "MASTER" for instance in instances):
                self.broken = f"{node} calls {action} at {self.time:.3f} and is not master"
        self.pause(r.choice((0.005, 0.02, 0.02, 0.3)))
        if faulty and begin <= self.time < begin + length:
            raise OSError("connection refused")
        if faulty and r.random() < self.faults:
            kind = r.choice(("throttled", "5xx", "refused", "lost answer", "late", "stale", "conflict"))
            if kind == "stale" and not self.cloud.mutates(action):
                return self.act(action, params, r.choice((0.1, 1, 3)))
            if self.cloud.mutates(action) and kind == "lost answer":
                self.effect(action, params)
            if self.cloud.mutates(action) and kind == "late":
                self.at(self.time + r.uniform(0, 10), lambda: self.effect(action, params))
            if kind in ("lost answer", "late"):
                self.pause(5)
                raise TimeoutError("timed out")
            if kind == "refused":
                raise OSError("connection refused")
            codes = {"throttled": self.cloud.THROTTLED, "conflict": "OperationConflict"}
            raise nexthop.Refused(codes.get(kind, "HTTP 503"))
        answer = self.act(action, params, 0)
        self.pause(r.choice((0.001, 0.01)))
        return answer

    def owner(self, action: str, params: dict) -> str:
        """A delete is always for the sake of the node that calls."""
        return "i-a i-b" if action == "DeleteRoute" else ""

    def act(self, action: str, params: dict, stale: float) -> dict:
        try:
            return self.cloud.act(action, params, stale)
        except ApiError as error:
            raise nexthop.Refused(error.code) from error

    # What happens to the nodes.
    def helper(self, node: str, verb: str) -> None:
        """The verbs `migrate` and `reconcile`, with their locks."""
        seconds = 60 if verb == "migrate" else 25
        if verb == "migrate":
            if self.waiting.get(node):
                return
            self.waiting[node] = True

        def work() -> None:
            held = False
            try:
                end = self.time + seconds
                while self.working.get(node):
                    if verb == "reconcile" or self.time >= end:
                        return
                    self.pause(0.02)
                self.working[node] = held = True
                if verb == "migrate":
                    self.waiting[node] = False
                mover = nexthop.Mover(
                    DRIVER, {"vpcId": VPC, "routeTableId": TABLE}, lambda action, **params: self.call(node, action, params),
                    lambda: f"i-{node}", lambda instance: self.is_master(node, instance),
                    lambda *_, **more: self.trace.append((round(self.time, 3), node, verb, *_, more)),
                    lambda: self.time, self.pause, self.random.random)
                result = mover.run(self.destinations, seconds)
                self.trace.append((round(self.time, 3), node, verb, result))
                if verb == "migrate":
                    # notify_action.sh looks a second time.
                    self.at(self.time + 3, lambda: self.helper(node, "reconcile"))
            finally:
                if held:
                    self.working[node] = False
                elif verb == "migrate":
                    self.waiting[node] = False

        self.start(node, work)

    def become(self, node: str, instance: str, state: str) -> None:
        self.trace.append((round(self.time, 3), node, instance, state))
        self.state[node, instance] = state
        if state == "MASTER":
            self.helper(node, "migrate")

    def heard_lower(self, node: str, instance: str) -> None:
        """keepalived's MASTER_RX_LOWER_PRI."""
        if self.state[node, instance] == "MASTER":
            self.helper(node, "migrate")

    def reconcile(self, node: str) -> None:
        if any(self.state[node, each["instance"]] == "MASTER" for each in self.destinations):
            self.helper(node, "reconcile")
        self.at(self.time + self.random.uniform(28, 35), lambda: self.reconcile(node))

    def go(self) -> "str | None":
        r = self.random
        for each in self.destinations:
            instance, master = each["instance"], r.choice(NODES)
            if r.random() < 0.7:
                self.cloud.put(each["cidr"], r.choice(("i-a", "i-b", "i-gone")))
            moment, split = 0.0, not self.calm and r.random() < 0.3
            for _ in range(r.randrange(1, 6)):
                other = NODES[master == "a"]
                if split:
                    # Both are master for a while; the loser steps down, the winner hears of it or not.
                    self.at(moment, lambda n=master, i=instance: self.become(n, i, "MASTER"))
                    self.at(moment + r.uniform(0, 3), lambda n=other, i=instance: self.become(n, i, r.choice(("BACKUP", "FAULT"))))
                    if r.random() < 0.5:
                        self.at(moment + r.uniform(0, 3), lambda n=master, i=instance: self.heard_lower(n, i))
                else:
                    self.at(moment, lambda n=other, i=instance: self.become(n, i, r.choice(("BACKUP", "FAULT", "STOP"))))
                    moment += r.choice((0.001, 0.05, 3))
                    self.at(moment, lambda n=master, i=instance: self.become(n, i, "MASTER"))
                moment += r.choice((0.01, 0.03, 0.2, 4, 20))
                master = other
            # The last word: exactly one master.
            other = NODES[master == "a"]
            self.at(moment + 4, lambda n=other, i=instance: self.become(n, i, "BACKUP"))
            self.at(moment + r.choice((3.999, 4, 4.03, 7)), lambda n=master, i=instance: self.become(n, i, "MASTER"))
        for node in () if self.calm else NODES:
            self.at(r.uniform(0, 35), lambda n=node: self.reconcile(n))
        self.play(200)
        if self.broken:
            return self.broken
        for each in self.destinations:
            masters = [node for node in NODES if self.state[node, each["instance"]] == "MASTER"]
            if self.cloud.hops(each["cidr"]) != [f"i-{node}" for node in masters]:
                return f"{each['cidr']} leads to {self.cloud.hops(each['cidr'])}, the master is {masters}"
            if self.calm and self.gap(each["cidr"]) > 1.5:
                return f"{each['cidr']} was missing for {self.gap(each['cidr']):.3f} s"
        return None

    def gap(self, cidr: str) -> float:
        """The longest time for which a route that had been there was missing."""
        longest, since, seen = 0.0, 0.0, False
        for until, routes in [*self.cloud.past, (self.time, self.cloud.routes)]:
            if any(route["cidr"] == cidr for route in routes):
                since, seen = until, True
            elif seen:
                longest = max(longest, until - since)
        return longest


def main() -> int:
    count, first = int(sys.argv[3]), int(sys.argv[4])
    for seed in range(first, first + count):
        history = History(seed)
        problem = history.go()
        if problem:
            print(f"seed {seed}: {problem}", *history.trace, sep="\n  ", flush=True)
            return 1
    print(f"{count} histories")
    return 0


sys.exit(main())
