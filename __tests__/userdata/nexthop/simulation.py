"""Random histories of two nodes and a faulty API, played with the helper's real code and its real
drivers. Time is virtual, every choice comes from the seed.

    simulation.py DIRECTORY_OF_THE_HELPER CLOUD HISTORIES FIRST_SEED

A node that is not master never takes a route. After the faults have ended and VRRP has settled, the timer runs a few
rounds more; then every destination has one route, and it leads to its master. A calm history, without faults and
without a moment of two masters, gets there without the timer, and no route is missing for longer than two calls take.
However long two nodes are master at once, the route moves a bounded number of times, in all and in a minute.

Besides the API, these fail: power (what a file said before is there again after it), the script that records the
transitions, the disk that holds the log, the name service, the metadata service, the network between the nodes.
"""
import errno
import heapq
import random
import sys
import threading
from types import SimpleNamespace

from clouds import CLOUDS, TABLE, VPC, ApiError

sys.path.insert(0, sys.argv[1])
sys.dont_write_bytecode = True
import nexthop

DRIVER = __import__(sys.argv[2])
NODES = ("a", "b")
CIDRS = ("10.255.34.200/32", "10.255.34.201/32")
ODD = ({}, [], None, "odd", {"code": 4000}, {"Response": {}}, {"Response": None}, {"RouteSet": [{}]}, {"RouteSet": None},
       {"Response": {"RouteTableSet": [{}], "TotalCount": 1}}, {"RouteEntrys": {"RouteEntry": [{}]}})
CHANGES_IN_A_SPLIT, CHANGES_IN_A_MINUTE = 16, 8
# No file of the helper is on this machine's disk, and its log is on a full one.
nexthop.LOG = "/dev/full"


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
        # In the first virtual router a is before b, in the second one b before a.
        self.facts = {node: [{**each, "outrankedBy": [other] if other == NODES[n] else []}
                             for n, each in enumerate(self.destinations)] for node, other in zip(NODES, NODES[::-1])}
        # keepalived's state, which is whether the address is there, and what the file says of it, since when.
        self.state = {(node, each["instance"]): "BACKUP" for node in NODES for each in self.destinations}
        self.file = {name: ("BACKUP", 0.0) for name in self.state}
        self.pipe: dict = {}  # node → lines that nobody reads
        self.off: set = set()
        self.starts = dict.fromkeys(NODES, 0)
        self.memory = {node: nexthop.Memory("/nonexistent/file") for node in NODES}
        self.silent = r.random() < 0.5
        self.full = r.random() < 0.2
        self.long = r.random() < 0.03
        self.faults = r.choice((0, 0.05, 0.2, 0.5))
        self.deaths = r.choice((0, 0, 0.01))
        self.outage = (r.uniform(0, 60), r.choice((0, 0, 5, 60)))
        self.calm = r.random() < 0.25
        if r.random() < 0.1:
            self.cloud.shape = "eni-"
        if self.calm:
            self.faults, self.deaths, self.outage = 0, 0, (0, 0)
        self.broken: "str | None" = None
        self.claims: list = []  # (when, cidr): what the nodes asked for, done or refused
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
        if self.time < self.end_of_faults and self.random.random() < self.deaths or self.dead():
            raise Killed

    def start(self, node: str, work) -> None:
        start = self.starts[node]
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

        worker.work, worker.dead = whole, lambda: self.starts[node] != start
        self.at(self.time, worker)

    def dead(self) -> bool:
        """Whether the power has gone on the worker's node."""
        return self.current is not None and self.current.dead()

    # What the helper sees.
    def has_address(self, node: str, instance: str) -> bool:
        return self.state[node, instance] == "MASTER"

    def master(self, node: str, instance: str) -> float:
        self.pause(0.0001)
        said, since = self.file[node, instance]
        return since + 1 if said == "MASTER" and self.has_address(node, instance) else 0

    def ask(self, node: str, peer: str, instance: str) -> "str | None":
        if self.silent or peer in self.off or self.random.random() < self.faults / 5:
            self.pause(0.3)
            return None
        self.pause(0.001)
        return self.file[peer, instance][0]

    def hop(self, node: str) -> str:
        if self.time < self.end_of_faults and self.random.random() < self.faults / 5:
            self.pause(self.random.choice((0.01, 2)))
            raise self.random.choice((OSError("no credentials"), KeyError("TmpSecretId")))
        return f"i-{node}"

    def log(self, *what, **more) -> None:
        self.trace.append((round(self.time, 3), *what, more))
        if self.full:
            nexthop.log(*what[1:], **more)

    def effect(self, action: str, params: dict) -> None:
        try:
            self.cloud.act(action, params)
        except ApiError:
            pass

    def call(self, node: str, action: str, params: dict) -> dict:
        r, faulty = self.random, self.time < self.end_of_faults
        begin, length = self.outage
        # By an odd name of itself a node only puts back what it deleted; the cloud refuses that.
        named = repr(params).replace("eni-i-", "") + self.owner(action, params)
        if self.cloud.mutates(action) and f"i-{node}" in named:
            instances = [each["instance"] for each in self.destinations if each["cidr"] in repr(params) or "RouteId" in params]
            if all(self.state[node, instance] != "MASTER" for instance in instances):
                self.broken = f"{node} calls {action} at {self.time:.3f} and is not master"
        if self.cloud.mutates(action):
            self.claims += [(self.time, each["cidr"]) for each in self.destinations if each["cidr"] in repr(params)]
        self.pause(r.choice((0.005, 0.02, 0.02, 0.3)))
        if faulty and begin <= self.time < begin + length:
            raise OSError("connection refused")
        if faulty and r.random() < self.faults:
            kind = r.choice(("throttled", "5xx", "refused", "lost answer", "late", "stale", "conflict", "odd", "name"))
            if kind == "stale" and not self.cloud.mutates(action):
                return self.act(action, params, r.choice((0.1, 1, 3)))
            if self.cloud.mutates(action) and kind in ("lost answer", "odd"):
                self.effect(action, params)
            if self.cloud.mutates(action) and kind == "late":
                self.at(self.time + r.uniform(0, 10), lambda: self.effect(action, params))
            if kind in ("lost answer", "late"):
                self.pause(5)
                raise TimeoutError("timed out")
            if kind == "refused":
                raise OSError("connection refused")
            if kind == "name":
                self.pause(r.uniform(1, 6))
                raise OSError(errno.EAGAIN, "Temporary failure in name resolution")
            if kind == "odd":
                return r.choice(ODD)
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
        if node in self.off:
            return
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
                api = SimpleNamespace(
                    driver=DRIVER, call=lambda action, **params: self.call(node, action, params),
                    hop=lambda: self.hop(node))
                mover = nexthop.Mover(verb, {"address": "", "route": {"vpcId": VPC, "routeTableId": TABLE}}, api)
                mover.master = lambda each: self.master(node, each["instance"])
                mover.ask = lambda peer, instance: self.ask(node, peer, instance)
                mover.memory = self.memory[node]
                mover.log = lambda *what, **more: self.log(node, verb, *what, **more)
                mover.now, mover.sleep, mover.chance = lambda: self.time, self.pause, self.random.random
                self.log(node, verb, mover.run(self.facts[node], seconds, verb == "migrate"))
                if verb == "migrate":
                    # notify_action.sh looks again.
                    for later in (3, 8, 16):
                        self.at(self.time + later, lambda: self.helper(node, "reconcile"))
            finally:
                if self.dead():
                    pass
                elif held:
                    self.working[node] = False
                elif verb == "migrate":
                    self.waiting[node] = False

        self.start(node, work)

    def become(self, node: str, instance: str, state: str) -> None:
        """keepalived takes or drops the address, and writes a line into the pipe."""
        if node in self.off:
            return
        self.trace.append((round(self.time, 3), node, instance, state))
        self.state[node, instance] = state
        if node in self.pipe:
            self.pipe[node].append((instance, state))
        else:
            self.record(node, instance, state)

    def record(self, node: str, instance: str, state: str) -> None:
        """What notify_action.sh does with a line."""
        self.file[node, instance] = (state, self.time)
        if state == "MASTER":
            self.helper(node, "migrate")

    def reader_dies(self, node: str, seconds: float) -> None:
        self.trace.append((round(self.time, 3), node, "reader dies"))
        self.pipe.setdefault(node, [])
        self.at(self.time + seconds, lambda: self.reader_starts(node))

    def reader_starts(self, node: str) -> None:
        """One line may be lost; who has the address is master."""
        lines = self.pipe.pop(node, [])
        self.trace.append((round(self.time, 3), node, "reader starts"))
        for each in self.destinations:
            instance = each["instance"]
            if self.has_address(node, instance) and self.file[node, instance][0] != "MASTER":
                self.record(node, instance, "MASTER")
        for instance, state in lines[self.random.choice((0, 1)):]:
            self.record(node, instance, state)

    def power_cut(self, node: str, seconds: float) -> None:
        """The other node takes over; of this one only what its files said is left, at the worst."""
        other = NODES[node == "a"]
        self.trace.append((round(self.time, 3), node, "power cut"))
        masters = [each["instance"] for each in self.destinations if self.state[node, each["instance"]] == "MASTER"]
        self.off.add(node)
        self.starts[node] += 1
        self.pipe.pop(node, None)
        self.waiting[node] = self.working[node] = False
        self.memory[node].clear()
        for each in self.destinations:
            self.state[node, each["instance"]] = "BACKUP"
            if self.random.random() < 0.5:
                self.file[node, each["instance"]] = ("STOP", self.time)
        for instance in masters:
            self.at(self.time + self.random.choice((0.03, 3)), lambda i=instance: self.become(other, i, "MASTER"))
        self.at(self.time + seconds, lambda: self.boot(node))

    def boot(self, node: str) -> None:
        """The timer may run long before keepalived does."""
        self.trace.append((round(self.time, 3), node, "boots"))
        self.off.discard(node)
        self.at(self.time + self.random.uniform(0, 5), lambda: self.helper(node, "reconcile"))
        later = self.time + self.random.uniform(0, 40)
        for each in self.destinations:
            instance = each["instance"]
            self.at(later, lambda i=instance: self.state[node, i] == "BACKUP" and self.become(node, i, "BACKUP"))

    def heard_lower(self, node: str, instance: str) -> None:
        """keepalived's MASTER_RX_LOWER_PRI."""
        if self.state[node, instance] == "MASTER" and node not in self.pipe:
            self.helper(node, "migrate")

    def reconcile(self, node: str) -> None:
        self.helper(node, "reconcile")
        self.at(self.time + self.random.uniform(28, 35), lambda: self.reconcile(node))

    def long_split(self, each: dict, first: str, end: float) -> None:
        """Both are master until the end, and reach the API. Then the better one stays, and mostly hears of the other."""
        r, instance, second = self.random, each["instance"], NODES[first == "a"]
        winner = NODES[self.destinations.index(each)]
        loser = NODES[winner == "a"]
        self.at(0, lambda: self.become(first, instance, "MASTER"))
        self.at(5, lambda: self.become(second, instance, "MASTER"))
        self.at(end, lambda: self.become(loser, instance, "BACKUP"))
        if r.random() < 0.8:
            self.at(end - 0.01, lambda: self.heard_lower(winner, instance))

    def changes(self, each: dict, first: str) -> None:
        """Who is master changes a few times, cleanly or not; the last word: exactly one."""
        r, instance, master = self.random, each["instance"], first
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
        moment += self.pause_before_the_end
        other = NODES[master == "a"]
        self.at(moment + 4, lambda: self.become(other, instance, "BACKUP"))
        moment += r.choice((3.999, 4, 4.03, 7))
        self.at(moment, lambda: self.become(master, instance, "MASTER"))
        if self.calm and r.random() < 0.2:
            # What the other one asked for when it was master takes effect: no timer runs that would find it soon.
            self.at(moment + r.uniform(1, 15), lambda: self.cloud.lead(each["cidr"], f"i-{other}"))

    def go(self) -> "str | None":
        r, end = self.random, 200.0
        self.pause_before_the_end = 0.0
        if not self.calm and not self.long:
            for node in NODES:
                if r.random() < 0.2:
                    self.at(r.uniform(0, 60), lambda n=node: self.reader_dies(n, r.uniform(0.1, 30)))
            if r.random() < 0.2:
                # Over before the last word is said.
                self.at(r.uniform(0, 5), lambda n=r.choice(NODES): self.power_cut(n, r.uniform(1, 30)))
                self.pause_before_the_end = 40.0
        if self.long:
            end = r.uniform(60, 600)
        for each in self.destinations:
            first = r.choice(NODES)
            # Terraform makes the route where it can be changed.
            if not self.cloud.atomic and r.random() < 0.3:
                pass
            else:
                self.cloud.put(each["cidr"], r.choice(("i-a", "i-b", "i-gone")))
            if self.long:
                self.long_split(each, first, end)
            else:
                self.changes(each, first)
        for node in () if self.calm and not self.long else NODES:
            self.at(r.uniform(0, 35), lambda n=node: self.reconcile(n))
        self.play(end + 100 if self.long else end)
        if self.broken:
            return self.broken
        for each in self.destinations:
            masters = [node for node in NODES if self.state[node, each["instance"]] == "MASTER"]
            if self.cloud.hops(each["cidr"]) != [f"i-{node}" for node in masters]:
                return f"{each['cidr']} leads to {self.cloud.hops(each['cidr'])}, the master is {masters}"
            # What b deleted, nobody can put back who does not know how the cloud wants a's name.
            if self.calm and not self.long and not self.cloud.shape and self.gap(each["cidr"]) > 1.5:
                return f"{each['cidr']} was missing for {self.gap(each['cidr']):.3f} s"
            claims = [moment for moment, cidr in self.claims if cidr == each["cidr"]]
            # Under an odd name of itself, where a change leaves no gap, a node may name itself again once a minute.
            moves = [entry[0] for entry in self.trace if entry[3:4] == ("moved",) and entry[4]["cidr"] == each["cidr"]
                     and not (self.cloud.atomic and entry[4]["before"] == [self.cloud.shape + entry[4]["after"]])]
            dense = max((sum(start <= moment < start + 60 for moment in moves) for start in moves), default=0)
            masterships = sum(entry[2:] == (each["instance"], "MASTER") for entry in self.trace)
            # Where a change leaves no gap, one that does not show costs nothing but calls.
            allowed = masterships * (5 if self.cloud.shape and self.cloud.atomic else 2) + 1
            # On Alibaba Cloud one change refuses the other one for a while.
            if self.calm and not self.long and len(self.destinations) == 1 and len(claims) > allowed:
                return f"{each['cidr']} was changed {len(claims)} times in {masterships} masterships"
            if self.long and not self.faults and (len(moves) > CHANGES_IN_A_SPLIT or dense > CHANGES_IN_A_MINUTE):
                return f"{each['cidr']} was changed {len(moves)} times in a split of {end:.0f} s, {dense} times in a minute"
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
