"""Answer on TCP ports: with the machine's name and the caller's address, then hang up. On port 7 only listen, for ever."""

import selectors
import socket
import sys

selector = selectors.DefaultSelector()
held = []
for port in sys.argv[2:]:
    server = socket.create_server(("0.0.0.0", int(port)))
    selector.register(server, selectors.EVENT_READ, int(port))
print("ready", flush=True)
while True:
    for key, _ in selector.select():
        connection, (address, _) = key.fileobj.accept()
        if key.data == 7:
            held.append(connection)
            continue
        connection.sendall(f"{sys.argv[1]} {address}\n".encode())
        connection.close()
