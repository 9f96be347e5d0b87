"""Send an ARP request from eth0: sender's IPv4 address, the address that is asked for."""

import socket
import struct
import sys

sender, target = (socket.inet_aton(address) for address in sys.argv[1:3])
card = socket.socket(socket.AF_PACKET, socket.SOCK_RAW)
card.bind(("eth0", 0))
mac = card.getsockname()[4]
arp = struct.pack("!HHBBH6s4s6s4s", 1, 0x0800, 6, 4, 1, mac, sender, bytes(6), target)
card.send(b"\xff" * 6 + mac + b"\x08\x06" + arp)
