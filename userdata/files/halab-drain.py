#!/usr/bin/python3 -IS
"""Takes this node out of service without losing a request, or with --undo back into it.

A packet for the address finds an answer here until the network leads to the new master, and there from then on:
 1. A peer must be BACKUP, by its own word, which means that its checks are good; else nothing is done.
 2. From now on the kernel takes packets for the address even without having it, and answers no ARP for it.
 3. The tracked file sends keepalived to FAULT: it announces priority 0 and drops the address; the peer takes it.
 4. When no packet for the address has come for a while, the network leads to the peer.
Until then this node goes on answering, however long it takes, also when this program is ended: run it again, or with
--undo. What it changed is noted in a file beside the tracked one. The files are in memory: a reboot ends the maintenance.
"""
import fcntl
import json
import os
import signal
import socket
import subprocess
import sys
import time

FILE = "/run/halab/drain.fault"
HELD = "/run/halab/drain.held"
PORT = 61112
TAKEOVER_SECONDS = 10
QUIET_SECONDS = 3
HOLD_SECONDS = 60
ETH_P_IP = 0x0800
LOOK = "systemctl status keepalived halab-watchdog; grep . /run/halab/*.{fault,result}"


def read(path):
    with open(path) as file:
        return json.load(file)


FACTS = read("/etc/halab/node.json")
NODE, INTERFACE = FACTS["node"], FACTS["interface"]
AGAIN = f"{NODE} goes on answering; next: halab-drain, or halab-drain --undo"
ARP = f"/proc/sys/net/ipv4/conf/{INTERFACE}/arp_ignore"


def ask(address):
    """The states of a node's virtual routers, by its own word; none when it keeps silent."""
    asking = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    asking.bind((FACTS["address"], 0))
    asking.settimeout(0.5)
    try:
        asking.sendto(b"?", (address, PORT))
        return json.loads(asking.recv(4096))
    except OSError:
        return {}


def fit_peer(instance):
    """One that would take over, and whose nexthop helper could bring the route there."""
    said = {peer: ask(peer) for peer in FACTS["peers"]}
    for peer in said:
        if said[peer].get(instance) == "BACKUP" and said[peer].get("nexthop", "ok") in ("ok", "not master", "rival"):
            return peer
    sys.exit(f"nothing done: no peer is BACKUP for {instance} and can move its route: {said}. Look at: {LOOK}")


def write(path, value):
    with open(path, "w") as file:
        json.dump(value, file)


def lead_here(verb, addresses):
    for address in addresses:
        subprocess.getoutput(f"ip route {verb} local {address} dev lo table local")


def hold():
    """Takes packets for the addresses without having them. What was before is noted first, by whoever comes first."""
    packets = socket.socket(socket.AF_PACKET, socket.SOCK_DGRAM, socket.htons(ETH_P_IP))
    packets.bind((INTERFACE, ETH_P_IP))
    if not os.path.exists(HELD):
        shown = subprocess.getoutput(f"ip -4 -o address show dev {INTERFACE}")
        addresses = [vip for vip in FACTS["vips"] if f" {vip}/" in shown]
        write(HELD, {"arp": read(ARP), "addresses": addresses})
    addresses = read(HELD)["addresses"]
    write(ARP, 1)
    lead_here("append", addresses)
    return packets, addresses


def release():
    if not os.path.exists(HELD):
        return
    held = read(HELD)
    lead_here("del", held["addresses"])
    write(ARP, held["arp"])
    os.remove(HELD)


def wait_for_silence(packets, addresses):
    wanted = {socket.inet_aton(address) for address in addresses}
    start = last = time.monotonic()
    packets.settimeout(0.1)
    while (now := time.monotonic()) < last + QUIET_SECONDS:
        if now > start + HOLD_SECONDS:
            sys.exit(f"packets for {addresses} still come here, not to the new master. {AGAIN}")
        try:
            if packets.recv(20)[16:20] in wanted:
                last = time.monotonic()
        except OSError:
            pass
    print(f"last packet {last - start:.3f} s later")


def move(instances):
    for instance in instances:
        print(f"{instance}: {fit_peer(instance)} is BACKUP")
    packets, addresses = hold()
    start = time.monotonic()
    write(FILE, 1)
    while not all(any(ask(peer).get(name) == "MASTER" for peer in FACTS["peers"]) for name in instances):
        if time.monotonic() > start + TAKEOVER_SECONDS:
            write(FILE, 0)
            release()
            sys.exit(f"no peer took over in {TAKEOVER_SECONDS} s; {NODE} is in service again")
        time.sleep(0.01)
    print(f"a peer is MASTER after {time.monotonic() - start:.3f} s")
    wait_for_silence(packets, addresses)


def drain():
    mine = ask(FACTS["address"])
    if not mine:
        sys.exit(f"nothing done: {NODE} does not know its own state. Look at: {LOOK}")
    masters = [name for name in mine if mine[name] == "MASTER"]
    if masters:
        move(masters)
    elif os.path.exists(HELD):
        # One that was ended, or gave up: it goes on where that one was.
        wait_for_silence(*hold())
    release()
    write(FILE, 1)
    print(f"{NODE} is out of service; back with: halab-drain --undo")


def undo():
    write(FILE, 0)
    end = time.monotonic() + TAKEOVER_SECONDS
    while True:
        mine = ask(FACTS["address"])
        states = {mine[name] for name in mine if name != "nexthop"}
        if states and states <= {"MASTER", "BACKUP"}:
            break
        if time.monotonic() > end:
            sys.exit(f"{NODE} is not fit: {mine}. Look at: {LOOK}")
        time.sleep(0.05)
    release()
    print(f"{NODE} is in service: {mine}")


if sys.argv[1:] not in ([], ["--undo"]):
    sys.exit("usage: halab-drain [--undo]")
for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT):
    signal.signal(number, lambda *_: sys.exit(AGAIN))
lock = open("/run/halab/drain.lock", "w")
try:
    fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
except OSError:
    sys.exit("another halab-drain is at work")
(undo if sys.argv[1:] else drain)()
