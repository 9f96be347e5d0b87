"""Call from an address of this machine: source, destination, TCP port. Prints the answer or "silence"."""

import socket
import sys

source, destination, port = sys.argv[1:4]
try:
    with socket.create_connection((destination, int(port)), 0.5, (source, 0)) as card:
        print(card.recv(100).decode(), end="")
except TimeoutError:
    print("silence")
