"""Multicast UDP: "send", or "receive" for a second at most; $2 is the machine's own address."""

import socket
import sys
import time

verb, own = sys.argv[1:3]
card = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
group = socket.inet_aton("224.0.0.18")
if verb == "send":
    card.setsockopt(socket.IPPROTO_IP, socket.IP_MULTICAST_IF, socket.inet_aton(own))
    for _ in range(20):
        card.sendto(b"hello", ("224.0.0.18", 5000))
        time.sleep(0.02)
else:
    card.bind(("", 5000))
    card.setsockopt(socket.IPPROTO_IP, socket.IP_ADD_MEMBERSHIP, group + socket.inet_aton(own))
    card.settimeout(0.6)
    try:
        print(card.recv(100).decode())
    except TimeoutError:
        print("nothing")
