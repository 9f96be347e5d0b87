"""IP protocol 112, which is VRRP's: "send" to $2, or "receive" for a while and print who sent."""

import socket
import sys
import time

card = socket.socket(socket.AF_INET, socket.SOCK_RAW, 112)
if sys.argv[1] == "send":
    for _ in range(20):
        card.sendto(b"\x21\x01", (sys.argv[2], 0))
        time.sleep(0.02)
else:
    card.settimeout(0.6)
    try:
        print(card.recvfrom(100)[1][0])
    except TimeoutError:
        print("nothing")
