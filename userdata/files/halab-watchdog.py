#!/usr/bin/python3 -IS
"""Asks this node's service several times a second whether it is well, and tells the peers this node's VRRP states.

A verdict goes into a file that keepalived tracks: 0 = well, 1 = FAULT. keepalived's own scripts run once a second at
most; a hung service is found in a fraction of that here.

A peer that sends any datagram to port 61112 gets {"VI_1": "BACKUP"}: backups are silent in VRRP, and whoever gives its
address away wants to know that somebody will take it. With "nexthop", what the nexthop helper said last.
"""
import json
import os
import select
import socket
import time

STATES = "/run/halab/"
PORT = 61112
IP_FREEBIND = 15

with open("/etc/halab/node.json") as file:
    FACTS = json.load(file)
POLL = select.poll()


class Check:
    """One URL of the service, asked over a connection of its own each time: that is what a client does."""

    def __init__(self, facts):
        self.facts, self.next, self.count, self.socket = facts, 0, 0, None
        self.well = self.last = True

    def begin(self, now):
        self.next, self.end = now + self.facts["interval"], now + self.facts["timeout"]
        self.sent, self.socket = False, socket.socket()
        self.socket.setblocking(False)
        self.socket.connect_ex(("127.0.0.1", FACTS["service"]["port"]))
        POLL.register(self.socket, select.POLLOUT)

    def step(self):
        """The connection is there, or the answer, or neither will come."""
        try:
            if self.sent:
                self.conclude(self.socket.recv(64).split(b" ")[1][:1] in (b"2", b"3"))
            else:
                self.socket.send(f"GET {self.facts['path']} HTTP/1.0\r\n\r\n".encode())
                self.sent = True
                POLL.modify(self.socket, select.POLLIN)
        except (OSError, LookupError):
            self.conclude(False)

    def conclude(self, good):
        POLL.unregister(self.socket)
        self.socket.close()
        self.socket = None
        self.count = self.count + 1 if good == self.last else 1
        self.last = good
        if good != self.well and self.count >= self.facts["rise" if good else "fall"]:
            self.well = good
            with open(self.facts["file"], "w") as file:
                file.write("0" if good else "1")
            print(self.facts["path"], "is well" if good else "FAULT", flush=True)


def tell(answering):
    """The last state of each virtual router."""
    try:
        sender = answering.recvfrom(16)[1]
        if sender[0] in [FACTS["address"], *FACTS["peers"]]:
            found = {}
            for name in os.listdir(STATES):
                key, _, kind = name.partition(".")
                if kind in ("state", "result"):
                    with open(STATES + name) as file:
                        found[key] = file.read()
            answering.sendto(json.dumps(found).encode(), sender)
    except OSError:
        pass


try:
    # Before everybody else where that is allowed: a late look at a well service must not look like a hung one.
    os.sched_setscheduler(0, os.SCHED_RR, os.sched_param(10))
except OSError:
    pass
with open("/etc/halab/checks.json") as file:
    checks = [Check(facts) for facts in json.load(file)]
answering = socket.socket(socket.AF_INET, socket.SOCK_DGRAM | socket.SOCK_NONBLOCK)
# The address may not be there yet.
answering.setsockopt(socket.IPPROTO_IP, IP_FREEBIND, 1)
answering.bind((FACTS["address"], PORT))
POLL.register(answering, select.POLLIN)
manager = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
manager.connect(os.environ["NOTIFY_SOCKET"].replace("@", "\0"))
manager.send(b"READY=1")
sign = 0
while True:
    now = time.monotonic()
    if now >= sign:
        manager.send(b"WATCHDOG=1")
        sign = now + 1
    due = max(now, min([sign, *(check.end if check.socket else check.next for check in checks)]))
    ready = [handle for handle, _ in POLL.poll((due - now) * 1000)]
    # Who was not let run for a while cannot blame others for being late.
    late = max(0, time.monotonic() - due - 0.02)
    for check in checks:
        if not check.socket:
            if now >= check.next:
                check.begin(now)
        elif check.socket.fileno() in ready:
            check.step()
        # By the time before the look: an answer that came while this process had to wait counts.
        elif now >= check.end:
            check.conclude(False)
        else:
            check.end += late
    if answering.fileno() in ready:
        tell(answering)
