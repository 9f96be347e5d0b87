"""Tell of each gratuitous ARP that reaches an interface: one line of JSON on standard output.

Arguments: names of interfaces of the switch. What they see has passed the switch's filter. The first line is empty and says
that nothing is missed from now on. Ends when its standard output is closed.
"""

import json
import selectors
import socket
import struct
import sys
import time

ETH_P_ARP = 0x0806
ARP_OVER_ETHERNET = struct.pack("!HHBB", 1, 0x0800, 6, 4)
ETHERNET_HEADER = 14


def announcement(frame):
    """The sender's MAC and IPv4 address when the frame is a gratuitous ARP, else None."""
    arp = frame[ETHERNET_HEADER:]
    if len(arp) < 28 or arp[:6] != ARP_OVER_ETHERNET:
        return None
    mac, sender, target = arp[8:14], arp[14:18], arp[24:28]
    if sender != target or sender == bytes(4):
        return None
    return mac.hex(":"), socket.inet_ntoa(sender)


def main(names):
    selector = selectors.DefaultSelector()
    for name in names:
        card = socket.socket(socket.AF_PACKET, socket.SOCK_RAW)
        card.bind((name, ETH_P_ARP))
        selector.register(card, selectors.EVENT_READ, name)
    print(flush=True)
    while True:
        for key, _ in selector.select():
            found = announcement(key.fileobj.recv(2048))
            if found is None:
                continue
            mac, address = found
            line = {
                "timeNs": time.monotonic_ns(),
                "wallMs": time.time_ns() // 1_000_000,
                "address": address,
                "mac": mac,
                "interface": key.data,
            }
            print(json.dumps(line), flush=True)


if __name__ == "__main__":
    try:
        main(sys.argv[1:])
    except (BrokenPipeError, KeyboardInterrupt):
        sys.exit(0)
