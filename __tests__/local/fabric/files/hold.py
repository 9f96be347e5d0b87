"""Hold a connection to $1, TCP port $2, and go on sending; print how it ended."""

import socket
import sys
import time

card = socket.create_connection((sys.argv[1], int(sys.argv[2])), 1)
deadline = time.monotonic() + 3
try:
    while time.monotonic() < deadline:
        card.send(b"still here\n")
        time.sleep(0.02)
    print("nothing happened")
except (ConnectionResetError, BrokenPipeError):
    print("reset")
